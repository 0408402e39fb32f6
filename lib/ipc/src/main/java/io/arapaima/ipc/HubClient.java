package io.arapaima.ipc;

import io.arapaima.ipc.peer.OnBehalf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A conversation with lvs-manager. Whoever asks uses one thread; daemons that {@link #say} and {@link #hear} may use one thread
 * for each.
 */
public final class HubClient extends DaemonClient {
    private HubClient(Path socket, String program, Optional<OnBehalf> person) throws IOException {
        super(socket, program, person);
    }

    /**
     * Connects and says Hello.
     *
     * @param socket the hub's
     * @param program who this is, for example {@code lvsctl}
     * @return the conversation
     * @throws IOException if nobody listens there; the message names the path and the cure
     */
    public static HubClient connect(Path socket, String program) throws IOException {
        return new HubClient(socket, program, Optional.empty());
    }

    /**
     * Connects and asks for somebody else from now on; the daemon judges each request by that person's role.
     *
     * @param socket the hub's
     * @param program who this is, for example {@code web-ui}
     * @param person for whom
     * @return the conversation; its first answer is a refusal when this process's user is not trusted for it
     * @throws IOException if nobody listens there; the message names the path and the cure
     */
    public static HubClient connect(Path socket, String program, OnBehalf person) throws IOException {
        return new HubClient(socket, program, Optional.of(person));
    }

    /**
     * Asks for everything at one moment.
     *
     * @return what the hub knows
     * @throws IOException if the hub refuses, is gone or says something else
     */
    public DirectorSnapshot status() throws IOException {
        Message.Status part = ask(new Message.StatusQuery(true), Message.Status.class);
        List<Message.Status> parts = new ArrayList<>(List.of(part));
        while (part.more()) {
            if (!(hear() instanceof Message.Status next)) {
                throw new IOException("the hub broke off its answer");
            }
            part = next;
            parts.add(part);
        }
        return StatusParts.whole(parts);
    }

    /**
     * Asks what checks have found.
     *
     * @param names of real servers and services; empty = all
     * @return what is known of their checks, in the order of lvs.cf, and how the engine keeps up
     * @throws IOException if the hub refuses, is older than this question, is gone or says something else
     */
    public CheckResults checkResults(List<String> names) throws IOException {
        CheckResults part = ask(new CheckResults.CheckResultsQuery(0, names), CheckResults.class);
        List<CheckResults.Report> reports = new ArrayList<>(part.checks());
        while (part.more()) {
            if (!(hear() instanceof CheckResults next)) {
                throw new IOException("the hub broke off its answer");
            }
            part = next;
            reports.addAll(part.checks());
        }
        return new CheckResults(part.id(), reports, part.engine(), false);
    }

    /**
     * Asks for the table in force.
     *
     * @param save true: as {@code ipvsadm -Sn} prints it, false: as {@code ipvsadm -Ln} does
     * @return the table, or why there is none
     * @throws IOException if the hub refuses, is gone or says something else
     */
    public Message.TableText table(boolean save) throws IOException {
        return ask(new Message.TableQuery(save), Message.TableText.class);
    }

    /**
     * Asks what goes through the table.
     *
     * @return counters and rates, or why there are none
     * @throws IOException if the hub refuses, is gone or says something else
     */
    public TrafficRequest.Traffic traffic() throws IOException {
        TrafficRequest.Traffic part = ask(new TrafficRequest.TrafficQuery(), TrafficRequest.Traffic.class);
        List<TrafficRequest.Traffic> parts = new ArrayList<>(List.of(part));
        while (part.more()) {
            if (!(hear() instanceof TrafficRequest.Traffic next)) {
                throw new IOException("the hub broke off its answer");
            }
            part = next;
            parts.add(part);
        }
        return TrafficRequest.Traffic.whole(parts);
    }

    /**
     * Asks what the plugins offer.
     *
     * @param look whether the check engine shall look into its folders now
     * @return a check, or a refused file, each
     * @throws IOException if the hub refuses, is gone or says something else
     */
    public List<PluginCheck> plugins(boolean look) throws IOException {
        return ask(new Message.PluginsQuery(0, look), Message.Plugins.class).checks();
    }

    /**
     * Asks for something that is answered by sentences.
     *
     * @param request what
     * @return the answer, be it a refusal
     * @throws IOException if the hub is gone or says something else
     */
    public Message.Answer ask(Message.ToHub request) throws IOException {
        return ask(request, Message.Answer.class);
    }

    /**
     * Asks for something that has an answer of its own.
     *
     * @param request what
     * @return that, or an {@link Message.Answer} that says why there is none
     * @throws IOException if the hub is gone
     */
    public Message askFor(Message.ToHub request) throws IOException {
        return exchange(request);
    }

    /**
     * Says that an answer was of no use.
     *
     * @param said what came
     * @return the sentence
     */
    public static IOException useless(Message said) {
        return unexpected(said);
    }

    /**
     * Asks for past events.
     *
     * @param last how many at most
     * @return the newest last
     * @throws IOException if the hub refuses, is gone or says something else
     */
    public List<Event> events(int last) throws IOException {
        List<Event> events = new ArrayList<>();
        events(last, false, events::add);
        return events;
    }

    /**
     * Asks for past events, and follows those that come.
     *
     * @param last how many of the past at most
     * @param follow false: returns after those of the past; true: never returns
     * @param listener gets each
     * @throws IOException if the hub refuses, is gone or says something else
     */
    public void events(int last, boolean follow, Consumer<Event> listener) throws IOException {
        say(new Message.EventsQuery(last, follow));
        while (true) {
            switch (hear()) {
                case Message.EventRaised(var event) -> listener.accept(event);
                case Message.Answer(var ok, var _, var _) when ok && follow -> {
                    // those of the past are over
                }
                case Message.Answer(var ok, var _, var _) when ok -> {
                    return;
                }
                case Message other -> throw unexpected(other);
            }
        }
    }

    /**
     * Says what a daemon has to say unasked.
     *
     * @param message what
     * @throws IOException if the hub is gone
     */
    public void say(Message message) throws IOException {
        connection().send(message);
    }

    /**
     * Waits for what the hub says next. What this build does not know is answered with a refusal and skipped.
     *
     * @return the message
     * @throws IOException when the conversation is over or broken
     */
    public Message hear() throws IOException {
        return connection().receiveKnown();
    }
}
