package io.arapaima.check.dns;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.Options;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the answer must be.
 *
 * @param code name of the response code; ANY for whichever
 * @param flags that must be set
 * @param type number of the type that was asked for
 * @param least records of that type in the answer section, where the code is NOERROR
 * @param record must be found in one of them, if given
 */
record Wanted(String code, Set<String> flags, int type, int least, Optional<AnswerPattern> record) {
    private static final String SUCCESS = "NOERROR";
    private static final int MOST_SHOWN = 5;

    static Wanted of(Options options) throws UndecidedException {
        return new Wanted(options.text("rcode"), flags(options.find("flags").orElse("")),
                RecordType.number(options.text("type")), options.integer("min-answers"),
                options.find("answer").map(Pattern::compile).map(AnswerPattern::of));
    }

    private static Set<String> flags(String text) throws UndecidedException {
        var flags = new TreeSet<String>();
        for (String each : Pattern.compile("[,\\s]+").split(text.strip().toLowerCase(Locale.ROOT), -1)) {
            if (!each.isEmpty() && !Answer.flagNames().contains(each)) {
                throw new UndecidedException(
                        "flags \"" + text + "\" has \"" + each + "\"; the flags are " + Answer.flagNames());
            }
            if (!each.isEmpty()) {
                flags.add(each);
            }
        }
        return flags;
    }

    /**
     * Judges.
     *
     * @throws FailedException with what was expected and what came
     */
    void judge(Answer answer, Deadline deadline) throws IOException, InterruptedException {
        if (!code.equals("ANY") && !code.equals(answer.codeName())) {
            throw failed("the response code " + code, answer.codeName());
        }
        if (!answer.flags().containsAll(flags)) {
            throw failed("the flags " + flags, answer.flags().toString());
        }
        long found = found(answer);
        if (answer.codeName().equals(SUCCESS) && found < least) {
            throw failed("at least " + least + (least == 1 ? " record" : " records") + " of type "
                    + RecordType.name(type),
                    found == answer.records().size()
                            ? shown(answer)
                            : found + " of that type in " + shown(answer));
        }
        if (record.isPresent()) {
            for (Answer.Entry each : answer.records()) {
                if (record.get().foundIn(each.text(), deadline)) {
                    return;
                }
            }
            throw failed("a record that matches \"" + record.get() + "\"",
                    answer.codeName() + " with " + shown(answer));
        }
    }

    /** An alias is none of them: it leads to records that the server did not find. Signatures beside the records count. */
    private long found(Answer answer) {
        long own = answer.records().stream().filter(each -> RecordType.answers(each.type(), type)).count();
        long signatures = answer.records().stream().filter(each -> each.type() == RecordType.RRSIG).count();
        return own == 0 || RecordType.answers(RecordType.RRSIG, type) ? own : own + signatures;
    }

    private static FailedException failed(String wanted, String came) {
        return new FailedException(Reason.CONTENT, "expected " + wanted + ", got " + came);
    }

    static String shown(Answer answer) {
        List<String> texts = answer.records().stream().limit(MOST_SHOWN).map(Answer.Entry::toString).toList();
        String more = answer.records().size() > MOST_SHOWN ? ", ..." : "";
        return answer.records().size() == 1
                ? "1 record: " + texts.getFirst()
                : answer.records().size() + " records" + (texts.isEmpty() ? "" : ": ") + String.join(", ", texts)
                        + more;
    }
}
