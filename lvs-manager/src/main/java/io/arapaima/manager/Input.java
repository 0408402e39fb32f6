package io.arapaima.manager;

import io.arapaima.ipc.HubReport;
import io.arapaima.ipc.reason.FileReason;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.desk.RunningConfig;
import io.arapaima.manager.table.PlaneQuestion;
import io.arapaima.planner.News;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Everything that can reach the director from outside; it takes one after the other on its own thread. */
sealed interface Input {
    /** nanny is there and can be spoken to. */
    record NannyCame(Consumer<Message.CheckPlan> link, CheckCatalogue checks) implements Input {}

    /** The check engine's plugins changed. */
    record Offered(CheckCatalogue checks) implements Input {}

    /** Verdicts of nanny. */
    record Verdicts(List<Verdict> verdicts) implements Input {}

    /** A load reading of nanny. */
    record Load(String check, double load) implements Input {}

    /** Trouble anywhere; {@link Reason#NONE} ends it. */
    record Trouble(String subject, Reason what) implements Input {}

    /** nanny's conversation has ended. */
    record NannyLeft(Consumer<Message.CheckPlan> link) implements Input {}

    /** The network has said who has an address, or an interface or address changed. */
    record AddressNews() implements Input {}

    /** The data plane has ended, or is there again. */
    record DataPlaneNews() implements Input {}

    /** A command of a failover service has ended. */
    record CommandEnded() implements Input {}

    /** pulse has said what this director is; not fresh: what it said may be outdated, and gives no right to be active. */
    record Confirmed(Role role, Reason why, boolean fresh, Consumer<HubReport.Fitness> link) implements Input {}

    /** pulse has found that another director had the addresses too, and has them no longer. */
    record AnnounceAgain() implements Input {}

    /** pulse's conversation has ended. */
    record PulseLeft(Consumer<HubReport.Fitness> link) implements Input {}

    /** lvs.cf shall be read again; by the desk, not here. */
    record Reload(CompletableFuture<Message.Answer> answer) implements Input {}

    /** Somebody wants to know the configuration in force. */
    record AskInForce(CompletableFuture<RunningConfig.InForce> answer) implements Input {}

    /** The desk has judged a file, and it is on the disk. */
    record Adopt(ConfigSource.Loaded loaded, FileReason how, String actor,
            CompletableFuture<Message.Answer> answer) implements Input {}

    /** The desk has something to tell about lvs.cf. */
    record Told(News news) implements Input {}

    /** What is in force is meant to stay, and goes to the partner where the file says so. */
    record Share() implements Input {}

    /** An operator wants a server treated differently. */
    record Operate(Message.Operate wish, String actor, CompletableFuture<Message.Answer> answer) implements Input {}

    /** Somebody wants to see everything. */
    record Status(CompletableFuture<Message.Status> answer) implements Input {}

    /** Somebody wants to know which checks there are. */
    record AskChecks(CompletableFuture<AskedChecks.Source> answer) implements Input {}

    /** Somebody wants to see what is in force now. */
    record ShowTable(boolean save, CompletableFuture<Message.TableText> answer) implements Input {}

    /** Somebody asks the data plane for something that changes no entry, and the director has its only conversation. */
    record AskPlane(PlaneQuestion<?> question, CompletableFuture<Object> answer) implements Input {}

    /** Somebody wants past events, and to be told of every later one. */
    record Events(int last, CompletableFuture<List<Event>> answer,
            Consumer<Event> follower) implements Input {}

    /** The end: leave everything in order. */
    record Stop(CompletableFuture<Void> done) implements Input {}
}
