package io.arapaima.ipc;

import java.time.Duration;

/** Reasons in English; another language is another such class. */
public final class English {
    private English() {}

    /**
     * Says why a real server has its weight.
     *
     * @param reason the reason
     * @return one line, {@code configured 12, load 4.0: 3, check up: connected}
     */
    public static String of(WeightReason reason) {
        var words = new StringBuilder("configured ").append(reason.configured());
        reason.steps().forEach(step -> words.append(", ").append(of(step.reason())).append(outcome(step)));
        return words.toString();
    }

    private static String outcome(WeightReason.Step step) {
        return switch (step.outcome()) {
            case NOTHING -> "";
            case WEIGHT -> ": " + step.weight();
            case NOT_IN_TABLE -> ": not in the table";
            case KEEPS_CONNECTIONS -> ": 0, keeps its connections";
            case SORRY_ANSWERS -> ": 0, the sorry server answers";
        };
    }

    /**
     * Says one cause.
     *
     * @param reason the cause
     * @return half a sentence
     */
    public static String of(Reason reason) {
        return switch (reason) {
            case Reason.Said(var words) -> words;
            case Reason.Failed(var code, var words, var checks) -> failure(code, words) + ", after "
                    + (checks == 1 ? "1 check" : checks + " checks");
            case Reason.Passes(var words) -> "check up: " + words;
            case Reason.NoResultYet() -> "no result yet";
            case Reason.NotCheckedYet() -> "not checked yet";
            case Reason.NotJudged(var why) -> "not judged: " + why;
            case Reason.ServesFromTheStart(var meanwhile) -> "in the table, " + of(meanwhile);
            case Reason.Found(var meanwhile) -> of(meanwhile) + ", as found in the table";
            case Reason.WeightFound() -> "as found in the table";
            case Reason.SlowStart() -> "slow start";
            case Reason.Load(var load) -> "load " + load;
            case Reason.LoadAgainstAll(var own, var all) -> "load %.2f, all %.2f".formatted(own, all);
            case Reason.LoadUnknown() -> "load not known any more";
            case Reason.Asks(var share) -> "the server asks for " + share;
            case Reason.Ordered order -> ordered(order);
            case Reason.OrderEnded(var actor) -> actor.isEmpty()
                    ? "the order's time is over"
                    : "order taken back by " + actor;
            case Reason.Flaps(var limit, var window, var hold) -> "flaps: failed more than " + limit + " times in "
                    + seconds(window) + ", stays out until its checks have passed for " + seconds(hold);
            case Reason.LetInThoughItFlaps() -> "flaps, let in because too few others were left";
            case Reason.KeptByFloor(var floor) -> "kept because min_up = " + floor;
            case Reason.QuorumMissing(var able, var of, var quorum, var planned) -> able + " of " + of
                    + " real servers could serve, quorum = " + quorum
                    + (planned == 0 ? "" : ", " + planned + " out as planned");
            case Reason.Both(var first, var second) -> of(first) + "; " + of(second);
        };
    }

    /** What the network said has its usual name; of the rest the check's own words say more than the kind. */
    private static String failure(String code, String words) {
        String kind = switch (code) {
            case "REFUSED" -> "connection refused";
            case "TIMEOUT" -> "no answer in time";
            case "RESET" -> "connection reset";
            case "CLOSED" -> "connection closed early";
            case "UNREACHABLE" -> "host unreachable";
            case "TLS" -> "TLS fails";
            case "PROTOCOL" -> "not an answer of this protocol";
            case "CONTENT" -> "not the expected answer";
            case "PROGRAM" -> "the check program says no";
            default -> code;
        };
        return words.isEmpty() || words.equalsIgnoreCase(kind) ? kind : words;
    }

    private static String ordered(Reason.Ordered order) {
        return order.state().word() + " by " + (order.actor().isEmpty() ? "an operator" : order.actor())
                + (order.reason().isEmpty() ? "" : ": " + order.reason())
                + order.until().map(end -> ", until " + end).orElse("");
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
