package io.arapaima.lvsctl.manual;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.CheckDeclaration;
import io.arapaima.config.KeywordTable;
import io.arapaima.config.Language;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.HubClient;
import io.arapaima.ipc.reason.ServerState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Values that can be told before they are typed: names of the running director, keywords, checks, states.
 *
 * @param runDir folder of the director's socket
 * @param catalogue the checks of this installation
 */
public record KnownWords(Path runDir, Supplier<CheckCatalogue> catalogue) implements Completion.Values {
    @Override
    public List<String> of(String command, String label) {
        return switch (label) {
            case "NAME" -> command.equals("keywords") ? KeywordTable.names(catalogue.get()) : names();
            case "SERVICE" -> services();
            case "TYPE" -> catalogue.get().checks().stream().map(CheckDeclaration::name).toList();
            case "STATE" -> Arrays.stream(ServerState.values()).map(ServerState::word)
                    .filter(word -> word.indexOf(' ') < 0).toList();
            case "KIND" -> lower(Event.Kind.values());
            case "LANGUAGE" -> lower(Language.values());
            default -> List.of();
        };
    }

    private static List<String> lower(Enum<?>[] words) {
        return Arrays.stream(words).map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
    }

    private List<String> services() {
        return snapshot().flatMap(all -> all.services().stream()).map(DirectorSnapshot.VirtualServiceStatus::name)
                .toList();
    }

    private List<String> names() {
        return snapshot().flatMap(all -> all.services().stream()).flatMap(service -> Stream.concat(
                Stream.of(service.name()), service.servers().stream().map(DirectorSnapshot.RealServerStatus::name)))
                .distinct().toList();
    }

    /** Nobody who presses a key wants to read why there is no director. */
    private Stream<DirectorSnapshot> snapshot() {
        try (HubClient hub = HubClient.connect(runDir.resolve("lvs-manager.sock"), "lvsctl")) {
            return Stream.of(hub.status());
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
