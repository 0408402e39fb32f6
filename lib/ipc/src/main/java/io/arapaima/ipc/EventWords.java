package io.arapaima.ipc;

import io.arapaima.ipc.reason.Japanese;
import io.arapaima.ipc.reason.ServerState;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An event's texts in one language; an event itself has them in English. What is no data stays as it was said.
 *
 * @param was the state before; may be empty
 * @param now the state after
 * @param why the cause
 * @param effect what it means for the service; may be empty
 */
public record EventWords(String was, String now, String why, String effect) {
    /**
     * In Japanese, as far as the event's facts and words are data.
     *
     * @param event the event
     * @return its texts
     */
    public static EventWords japanese(Event event) {
        Event.Facts facts = event.facts();
        String why = facts.causes().stream().map(Japanese::of).filter(said -> !said.isEmpty())
                .collect(Collectors.joining("、"));
        String effect = facts.of() == 0
                ? event.effect()
                : "リアルサーバ" + facts.of() + "台中" + facts.able() + "台が稼働";
        return new EventWords(state(event.was()), state(event.now()), why.isEmpty() ? event.why() : why,
                effect);
    }

    /** A state of a server, a service or a director, or a weight; other words stay. */
    private static String state(String word) {
        if (word.matches("weight \\d+")) {
            return word.replace("weight", "重み付け");
        }
        return ServerState.ofWord(word).map(Japanese::of)
                .or(() -> Serving.ofWord(word).map(EventWords::serving))
                .or(() -> role(word)).orElse(word);
    }

    private static String serving(Serving serving) {
        return switch (serving) {
            case STARTING -> "未確定";
            case REAL_SERVERS -> "リアルサーバが応答";
            case TOO_FEW -> "リアルサーバ不足";
            case SORRY_FOR_FEW -> "Sorryサーバが応答 (台数不足)";
            case SORRY_SERVER -> "Sorryサーバが応答";
            case SORRY_DOWN -> "Sorryサーバも障害";
            case NOBODY -> "応答なし";
        };
    }

    private static Optional<String> role(String word) {
        return switch (word) {
            case "active" -> Optional.of("稼働系");
            case "standby" -> Optional.of("待機系");
            default -> Optional.empty();
        };
    }
}
