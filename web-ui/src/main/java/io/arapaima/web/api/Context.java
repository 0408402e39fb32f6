package io.arapaima.web.api;

import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.PartnerState;
import io.arapaima.ipc.PulseSnapshot;
import io.arapaima.ipc.reason.Role;
import io.arapaima.web.access.Door;
import io.arapaima.web.director.Desk;
import io.arapaima.web.director.LiveState;
import io.arapaima.web.director.View;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Problem;
import io.arapaima.web.rest.Problem.ProblemException;
import io.arapaima.web.rest.Reply;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What the operations work with.
 *
 * @param state what the director said last
 * @param desk asks it for a person
 * @param door knows who may come in
 * @param clock of the machine
 * @param boot a word that is another one after each start of this program
 */
public record Context(LiveState state, Desk desk, Door door, InstantSource clock, String boot) {
    /** What an operation of the director answered, in sentences. */
    record Done(List<String> lines) {}

    /** The last view; a problem when there is none. */
    LiveState.Moment moment() {
        return state.last().orElseThrow(() -> Problem.Kind.NO_DIRECTOR.because(state.link().trouble()));
    }

    View view() {
        return moment().view();
    }

    /** A standby takes no writes: what it was told would be lost, or contradict the active director. */
    void requireActive(Call call) {
        View.DirectorRow director = view().director();
        if (!director.role().equals("active")) {
            throw new ProblemException(Problem.Kind.NOT_ACTIVE
                    .problem("this director is " + director.role() + "; ask the active one")
                    .withActive(activePartner(call)));
        }
    }

    private Optional<String> activePartner(Call call) {
        try {
            return desk.pulse(call.person()).partners().stream().filter(Context::isActive)
                    .map(PulseSnapshot.Partner::director).findFirst();
        } catch (IOException e) {
            return Optional.empty(); // without pulse nobody knows a partner
        }
    }

    private static boolean isActive(PulseSnapshot.Partner partner) {
        return partner.known().filter(s -> s instanceof PartnerState.Heard(var role, var _) && role == Role.ACTIVE)
                .isPresent();
    }

    /** The hub's sentences; a problem where it has refused. */
    static Reply.Whole answer(Message said) throws IOException {
        return switch (said) {
            case Message.Answer answer when answer.ok() -> Reply.json(new Done(answer.lines()));
            case Message other -> throw refused(other);
        };
    }

    /** What is thrown when something else was said than what was asked for. */
    static ProblemException refused(Message said) throws IOException {
        if (said instanceof Message.Answer answer && !answer.ok()) {
            List<String> lines = answer.lines();
            return new ProblemException(Problem.Kind.REFUSED.problem(String.join("; ", lines))
                    .with(lines.stream().map(line -> new Problem.Fault("", line)).toList()));
        }
        throw new IOException("the director answered something else; does it run the same version?");
    }

    /**
     * A write names the version that its author has seen.
     *
     * @param call the request
     * @param current the version now
     * @return whether any version was named by {@code *}
     */
    static boolean requireVersion(Call call, String current) {
        String named = call.request().header().apply("If-Match").orElseThrow(() -> Problem.Kind.VERSION_NEEDED
                .because("repeat it with If-Match and the ETag of the GET, now \"" + current + "\"; or * for any"))
                .strip();
        if (!named.equals("*") && !named.equals("\"" + current + "\"")) {
            throw Problem.Kind.OLD.because("you have seen " + named + ", and now it is \"" + current + "\"");
        }
        return named.equals("*");
    }

    /** What cannot be tried out says so, instead of doing it. */
    static void requireReal(Call call) {
        if (call.isDryRun()) {
            throw new ProblemException(
                    Problem.Kind.INVALID.problem("the effect of this cannot be told without doing it yet")
                            .with(List.of(new Problem.Fault("?dry-run", "only configuration can be tried"))));
        }
    }
}
