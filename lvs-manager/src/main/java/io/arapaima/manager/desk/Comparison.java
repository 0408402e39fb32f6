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
        List<String> shown = first(text, "lines").stream()
                .map(line -> "@.".indexOf(line.charAt(0)) >= 0
                        ? line
                        : line.charAt(0) + MaskedText.line(line.substring(1)))
                .toList();
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
                yield diff.isEmpty() ? List.of("nothing changes by effect") : first(diff, "changes");
            }
        };
    }

    /** What a person reads, and what fits into a message. */
    private static List<String> first(List<String> all, String what) {
        if (all.size() <= MOST_LINES) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, MOST_LINES));
        some.add("... and " + (all.size() - MOST_LINES) + " more " + what);
        return some;
    }
}
