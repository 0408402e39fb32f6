package io.arapaima.lvsctl.screen;

import io.arapaima.config.DataPlaneKind;
import io.arapaima.doctor.Finding;
import io.arapaima.doctor.Grade;
import io.arapaima.ipc.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the doctor says, as text or JSON. Pure.
 *
 * @param file the lvs.cf
 * @param plane who forwards
 * @param scope what was looked at
 * @param release the kernel's
 * @param findings what was found, after repairs
 * @param done repairs made
 * @param failed repairs that could not be made
 */
public record DoctorReport(Path file, DataPlaneKind plane, String scope, String release, List<Finding> findings,
        List<String> done,
        List<String> failed) {
    public String text(boolean verbose) {
        var text = new StringBuilder(file + ": " + scope + '\n');
        done.forEach(line -> text.append("DONE     ").append(line).append('\n'));
        failed.forEach(line -> text.append("FAILED   ").append(line).append('\n'));
        findings.stream().filter(f -> verbose || f.grade() != Grade.OK).forEach(f -> add(f, text));
        return text.append(count(Grade.PROBLEM, "problem", "s")).append(", ")
                .append(count(Grade.WARNING, "warning", "s")).append(", ").append(count(Grade.ADVICE, "advice", ""))
                .append(", ").append(count(Grade.OK, "as it should be", ""))
                .append(verbose || count(Grade.OK) == 0 ? "" : " (--verbose shows them)").toString();
    }

    private static void add(Finding finding, StringBuilder text) {
        text.append(String.format("%-8s %s: %s (%s)%n", finding.grade(), finding.what(), finding.value(),
                finding.source()));
        text.append("         ").append(finding.why()).append('\n');
        if (!finding.cure().isEmpty()) {
            text.append("         mend: ").append(finding.cure()).append('\n');
        }
    }

    private long count(Grade grade) {
        return findings.stream().filter(f -> f.grade() == grade).count();
    }

    private String count(Grade grade, String word, String plural) {
        long count = count(grade);
        return count + " " + word + (count == 1 ? "" : plural);
    }

    public String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toString());
        fields.put("dataPlane", plane.word());
        fields.put("kernel", release);
        fields.put("problems", count(Grade.PROBLEM));
        fields.put("warnings", count(Grade.WARNING));
        fields.put("findings", findings.stream().map(Finding::fields).toList());
        fields.put("done", done);
        fields.put("failed", failed);
        return Json.write(fields);
    }

    public boolean healthy() {
        return count(Grade.PROBLEM) == 0;
    }
}
