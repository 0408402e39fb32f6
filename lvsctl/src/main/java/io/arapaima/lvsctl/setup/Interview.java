package io.arapaima.lvsctl.setup;

import io.arapaima.lvsctl.setup.Question.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** What setup asks, in its order, and what it offers itself. Pure: whoever holds it asks a person or reads a file. */
final class Interview {
    private static final Map<String, String> CHECKS = Map.ofEntries(Map.entry("21", "ftp"), Map.entry("22", "ssh"),
            Map.entry("25", "smtp"), Map.entry("53", "dns"), Map.entry("80", "http"), Map.entry("110", "pop"),
            Map.entry("143", "imap"), Map.entry("389", "ldap"), Map.entry("443", "https"),
            Map.entry("587", "submission"), Map.entry("636", "ldaps"), Map.entry("993", "imaps"),
            Map.entry("995", "pops"), Map.entry("3306", "mysql"), Map.entry("5432", "postgresql"),
            Map.entry("6379", "redis"), Map.entry("8080", "http"));
    private final List<Question> questions;

    Interview(Surroundings here) {
        questions = List.of(
                new Question("director", "Address of this director", Kind.ADDRESS, _ -> here.address(), _ -> true),
                optional("partner", "Address of the other director, empty where there is none", Kind.ADDRESS,
                        _ -> true),
                optional("private", "Address of this director on a second path between the two, empty without one",
                        Kind.ADDRESS, Interview::isPair),
                new Question("partner_private", "Address of the other one on that path", Kind.ADDRESS,
                        _ -> Optional.empty(), Interview::hasSecondPath),
                new Question("witness", "What both see while they are on the network, best the gateway", Kind.ADDRESSES,
                        _ -> Optional.of(here.gateway().orElse("")), Interview::isPair),
                new Question("service", "Name of the service", Kind.NAME, _ -> Optional.of("web"), _ -> true),
                new Question("address", "Virtual address, which clients ask", Kind.ADDRESS, _ -> Optional.empty(),
                        _ -> true),
                new Question("interface", "Interface that carries it", Kind.NAME, _ -> here.device(), _ -> true),
                new Question("port", "Port of the service", Kind.PORT, _ -> Optional.of("80"), _ -> true),
                new Question("servers", "Addresses of the real servers", Kind.ADDRESSES, _ -> Optional.empty(),
                        _ -> true),
                new Question("forwarding", "How packets reach them: direct, nat or tunnel", Kind.FORWARDING,
                        _ -> Optional.of("direct"), _ -> true),
                optional("inner", "Address by which they send answers back, moved with the role; empty where their "
                        + "route leads here already", Kind.ADDRESS, Interview::isNat),
                new Question("inner_interface", "Interface that carries it", Kind.NAME, _ -> here.device(),
                        Interview::hasInner),
                new Question("check", "Check of the real servers", Kind.CHECK,
                        given -> Optional.of(CHECKS.getOrDefault(given.getOrDefault("port", ""), "connect")),
                        _ -> true),
                optional("mail", "Who gets a mail when something changes, empty for nobody", Kind.MAIL, _ -> true),
                new Question("data_plane", "Data plane: auto is the kernel's IPVS, relay works without", Kind.PLANE,
                        _ -> Optional.of("auto"), _ -> true));
    }

    private static Question optional(String key, String words, Kind kind, Predicate<Map<String, String>> when) {
        Function<Map<String, String>, Optional<String>> nothing = _ -> Optional.of("");
        return new Question(key, words, kind, nothing, when);
    }

    private static boolean isPair(Map<String, String> given) {
        return !given.getOrDefault("partner", "").isEmpty();
    }

    private static boolean hasSecondPath(Map<String, String> given) {
        return isPair(given) && !given.getOrDefault("private", "").isEmpty();
    }

    private static boolean isNat(Map<String, String> given) {
        return given.getOrDefault("forwarding", "").equals("nat");
    }

    private static boolean hasInner(Map<String, String> given) {
        return isNat(given) && !given.getOrDefault("inner", "").isEmpty();
    }

    List<String> keys() {
        return questions.stream().map(Question::key).toList();
    }

    /**
     * Holds it.
     *
     * @param ask gives the answer to a question, or an empty text for what is offered
     * @param refuse hears what is wrong with an answer; true = ask again
     * @return the answers, those that were offered included
     * @throws IllegalArgumentException what is wrong, a line each, where nobody can be asked again
     */
    Map<String, String> hold(BiFunction<Question, Optional<String>, String> ask, Predicate<String> refuse) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (Question question : questions) {
            while (question.when().test(given)) {
                Optional<String> offered = question.offer().apply(given);
                String said = ask.apply(question, offered).strip();
                String answer = said.isEmpty() ? offered.orElse("") : said;
                Optional<String> fault = question.fault(answer, given);
                if (fault.isPresent() && refuse.test(fault.get())) {
                    continue;
                }
                fault.ifPresent(faults::add);
                given.put(question.key(), answer);
                break;
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return given;
    }
}
