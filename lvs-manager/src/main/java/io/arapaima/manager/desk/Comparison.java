package io.arapaima.manager.desk;

import io.arapaima.ipc.ConfigReply;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.ConfigDiff;
import io.arapaima.config.LvsConfFile;
import io.arapaima.config.MaskedText;
import java.util.ArrayList;
import java.util.List;

/** Two files side by side, in words and as text. */
record Comparison(ConfigSource source, CheckCatalogue catalogue) {
    private static final int MOST_LINES = 5000;

    ConfigReply.Difference of(LvsConfFile before, LvsConfFile after) {
        List<String> text = UnifiedDiff.of(before.text().lines().toList(), after.text().lines().toList());
        List<String> shown = new ArrayList<>(text.stream().limit(MOST_LINES)
                .map(line -> line.startsWith("@") ? line : line.charAt(0) + MaskedText.line(line.substring(1)))
                .toList());
        if (text.size() > MOST_LINES) {
            shown.add("... and " + (text.size() - MOST_LINES) + " more lines");
        }
        return new ConfigReply.Difference(words(source.judge(before, catalogue), source.judge(after, catalogue)),
                shown);
    }

    /** What an answer to somebody who applies a file says. */
    static List<String> words(ConfigSource.Result before, ConfigSource.Result after) {
        if (!(before instanceof ConfigSource.Loaded(var was, var _, var _))) {
            return List.of(
                    "the first of them cannot be used with the checks there are now, so only the text can be compared");
        }
        return switch (after) {
            case ConfigSource.Refused refused -> refused.problems();
            case ConfigSource.Loaded(var is, var _, var _) -> {
                List<String> diff = ConfigDiff.between(was, is);
                yield diff.isEmpty() ? List.of("nothing changes by effect") : diff;
            }
        };
    }
}
