package io.arapaima.web.api;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.web.history.History;
import io.arapaima.web.history.Measure;
import io.arapaima.web.history.Span;
import io.arapaima.web.rest.Call;
import io.arapaima.web.rest.Reply;
import io.arapaima.web.rest.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was, for charts. */
final class HistoryRoutes {
    /** Services or servers in one answer. */
    private static final int MOST = 60;

    private final Context context;
    private final History history;

    HistoryRoutes(Context context, History history) {
        this.context = context;
        this.history = history;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", StateRoutes.API + "/history", PeerRole.VIEWER, this::excerpts));
    }

    private record Line(String id, String measure, List<@Nullable Long> values) {}

    private record Lines(String span, Instant from, int stepSeconds, List<Line> series) {}

    private Reply excerpts(Call call) {
        List<String> ids = Stream.of(call.query("of").orElse("").split(",")).filter(id -> !id.isEmpty()).distinct()
                .toList();
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Call.fault("of", "it names " + ids.size() + " services and servers; write 1 to " + MOST
                    + " ids between commas");
        }
        Span span = switch (call.query("span").orElse("hour")) {
            case "hour" -> Span.HOUR;
            case "day" -> Span.DAY;
            default -> throw Call.fault("span", "write hour or day");
        };
        Lines lines = lines(ids, span);
        return switch (call.query("format").orElse("json")) {
            case "json" -> Reply.json(lines);
            case "csv" -> Reply.text("text/csv; charset=utf-8", csv(lines));
            default -> throw Call.fault("format", "write json or csv");
        };
    }

    private Lines lines(List<String> ids, Span span) {
        Instant now = context.clock().instant();
        Instant from = Instant.EPOCH;
        List<Line> series = new ArrayList<>();
        for (String id : ids) {
            History.Excerpt found = history.excerpt(id, span, now).orElse(null);
            if (found != null) {
                from = found.from();
                for (Map.Entry<Measure, List<@Nullable Long>> kept : found.values().entrySet()) {
                    series.add(new Line(id, kept.getKey().word(), kept.getValue()));
                }
            }
        }
        return new Lines(CheckType.word(span), from, (int) span.step().toSeconds(), series);
    }

    /** A line a moment, a column a series; what is not known is empty. */
    private static String csv(Lines lines) {
        var text = new StringJoiner("\n", "", "\n");
        var head = new StringJoiner(",").add("time");
        lines.series().forEach(line -> head.add(line.id() + " " + line.measure()));
        text.add(head.toString());
        int count = lines.series().isEmpty() ? 0 : lines.series().getFirst().values().size();
        for (int i = 0; i < count; i++) {
            var row = new StringJoiner(",").add(lines.from().plusSeconds((long) i * lines.stepSeconds()).toString());
            for (Line line : lines.series()) {
                Long value = line.values().get(i);
                row.add(value == null ? "" : value.toString());
            }
            text.add(row.toString());
        }
        return text.toString();
    }
}
