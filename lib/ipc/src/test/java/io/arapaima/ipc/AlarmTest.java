package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Alarm;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.Japanese;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.testkit.Transcripts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every alarm, as it travels and as it is said. {@code -Dupdate=true} rewrites what is said; the difference is the review. */
class AlarmTest {
    private static final String ANSWER = "|";
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");

    private final Set<String> kinds = new HashSet<>();

    @Test
    void everyAlarmTravelsAndIsSaidInBothLanguages() throws IOException {
        Transcripts.play(Transcripts.in("alarms").getFirst(), lines -> {
            var now = new ArrayList<String>();
            lines.stream().filter(l -> !l.startsWith(ANSWER)).forEach(line -> {
                now.add(line);
                if (line.startsWith("{")) {
                    said(line).forEach(words -> now.add(ANSWER + " " + words));
                }
            });
            return now;
        });
        assertThat(kinds).isEqualTo(SealedAdapter.records(Alarm.class).map(Class::getSimpleName)
                .collect(Collectors.toSet()));
    }

    private List<String> said(String json) {
        Reason alarm = Json.read(json, Reason.class);
        assertThat(alarm).as(json).isInstanceOf(Alarm.class);
        assertThat(Json.write(alarm)).isEqualTo(json);
        kinds.add(alarm.getClass().getSimpleName());
        String japanese = Japanese.of(alarm);
        assertThat(JAPANESE.matcher(japanese).find()).as(japanese).isTrue();
        return List.of(English.of(alarm), japanese);
    }
}
