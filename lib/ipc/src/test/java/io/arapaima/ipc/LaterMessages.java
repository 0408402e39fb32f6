package io.arapaima.ipc;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.config.DocumentEdit;
import io.arapaima.config.KeywordInfo;
import io.arapaima.config.Problem;
import io.arapaima.config.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One message of each kind about results of checks, traffic, keywords, drafts and the audit. */
final class LaterMessages {
    private static final CheckResults.LastResult LAST = new CheckResults.LastResult(
            Instant.parse("2026-12-01T12:00:00Z"),
            Duration.ofMillis(2), CheckResults.Result.PASSED, "200 OK", false);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");
    private static final TrafficRequest.Counters COUNTERS = new TrafficRequest.Counters(1, 2, 3, 0x1_0000_0004L, 5, 6,
            7, 8, 9, 10);
    private static final ConfigReply.DraftHead HEAD = new ConfigReply.DraftHead(3, 2, 42, "jane, by user web", NOON,
            "root", NOON, 120);

    private LaterMessages() {}

    static List<Message> all() {
        var words = new KeywordInfo.Words("whole seconds", "", "監視間隔。");
        var keyword = new KeywordInfo("http_timeout", List.of(KeywordInfo.Place.VIRTUAL), "http",
                KeywordInfo.Kind.DURATION, "seconds", OptionalLong.of(1), OptionalLong.empty(), List.of("a"),
                Optional.of("3"), "0.5", KeywordInfo.Origin.NEW, words, words);
        List<String> web = List.of("virtual", "web");
        var report = new CheckResults.Report("web/s1@10.0.0.1:80", Optional.of(new CheckResults.Asked("web/s1", "http",
                "10.0.0.1:80", Map.of("http_path", "/"), Duration.ofSeconds(2), Duration.ofSeconds(1))),
                Verdict.State.DOWN, NOON, new CheckResults.Progress(60, 90, 0, 1),
                Optional.of(
                        new CheckResults.LastResult(NOON, Duration.ofMillis(2), CheckResults.Result.PASSED, "200 OK",
                                true)),
                Optional.of(new Verdict.Inconclusive("no plugin", NOON)));
        return List.of(new CheckResults.CheckResultsQuery(5, List.of("web/s1")),
                new CheckResults(5, List.of(report), Optional.of(new CheckResults.Engine(7, Duration.ofMillis(1),
                        Duration.ofMillis(2), Duration.ofMillis(3), 4, 5)), true),
                new TrafficRequest.TrafficQuery(),
                new TrafficRequest.TrafficTableQuery(Optional.of("web"), true, false),
                new TrafficRequest.ZeroCounters(Optional.empty()), traffic(2),
                new ConfigRequest.KeywordsQuery(true), new ConfigReply.Keywords(List.of(keyword)),
                new ConfigRequest.DraftCreate(41), new ConfigRequest.DraftsQuery(), new ConfigRequest.DraftQuery(3),
                new ConfigRequest.DraftEdit(3, 2, List.of(new DocumentEdit.Set(web, "port", "81"),
                        new DocumentEdit.Unset(List.of(), "deadtime"), new DocumentEdit.AddBlock(web),
                        new DocumentEdit.RemoveBlock(web), new DocumentEdit.RenameBlock(web, "shop"),
                        new DocumentEdit.MoveBlock(web, "mail"))),
                new ConfigRequest.DraftReplace(3, 2, "eJw="), new ConfigRequest.DraftCheck(3),
                new ConfigRequest.DraftDifference(3),
                new ConfigRequest.DraftApply(3, 2, new ConfigRequest.ApplyOptions(0, true, false, 60, "why")),
                new ConfigRequest.DraftDiscard(3), new ConfigReply.Drafts(List.of(HEAD), 43),
                new ConfigReply.DraftState(HEAD, false, List.of(new Problem(7, Severity.ERROR, "port is x"))),
                new ConfigReply.DraftText(HEAD, "eJw="), new AuditEntry.AuditQuery(20, 100),
                new AuditEntry.AuditTrail(List.of(new AuditEntry(AuditEntry.VERSION, 7, NOON, "jane", "web",
                        PeerRole.OPERATOR, "web-ui", "192.0.2.7", "Operate", "web/s1", "auto", "QUIESCE", "new disk",
                        AuditEntry.Result.DONE, List.of("done")))),
                new ConfigRequest.CheckTry(3, "web", List.of("http")), new CheckSample.SampleOrder(4, List.of()),
                new CheckSample(4, List.of(new CheckSample.Found("web/s1", LAST))),
                new ConfigReply.Tried(List.of(new ConfigReply.TriedCheck("web/s1", "http", "10.0.0.11:80", LAST))));
    }

    /** Two services; the first one has so many destinations. */
    static TrafficRequest.Traffic traffic(int destinations) {
        List<TrafficRequest.DestinationTraffic> many = java.util.stream.IntStream.range(0, destinations)
                .mapToObj(i -> new TrafficRequest.DestinationTraffic("web/s" + i, "10.0.0.1:" + i, "Masq", 1, i, 0,
                        COUNTERS))
                .toList();
        return new TrafficRequest.Traffic(NOON,
                List.of(new TrafficRequest.ServiceTraffic("web", "TCP", "10.0.0.9:80", COUNTERS, many),
                        new TrafficRequest.ServiceTraffic("", "FWM", "7", COUNTERS, many.subList(0, 1))),
                Optional.empty(), false);
    }
}
