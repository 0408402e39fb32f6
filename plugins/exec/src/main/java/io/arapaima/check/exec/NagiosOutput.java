package io.arapaima.check.exec;

import io.arapaima.check.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plugin printed, as the Monitoring Plugins Development Guidelines and Nagios' plugin API order it: the first line
 * is text, {@code |}, performance data; more lines are more text until another {@code |}, after which all is performance
 * data.
 *
 * @param text the first line without performance data
 * @param metrics the performance data that are numbers; warning, critical, least and greatest values are left out
 */
record NagiosOutput(String text, List<Metric> metrics) {
    /** More series than that from one plugin are a mistake, and every one costs memory in every store behind us. */
    private static final int MOST_METRICS = 100;
    /** 'label'=value[UOM];... where a quote inside the label is doubled, and an unknown value is U. */
    private static final Pattern DATUM = Pattern
            .compile(
                    "(?:'([^'=]*+(?:''[^'=]*+)*+)'|([^\\s'=]+))=(-?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?)([a-zA-Z%]*)(?:;\\S*)?(?=\\s|$)");

    static NagiosOutput parse(String output) {
        int end = output.indexOf('\n');
        String first = end < 0 ? output : output.substring(0, end);
        String more = end < 0 ? "" : output.substring(end + 1);
        int bar = first.indexOf('|');
        int laterBar = more.indexOf('|');
        String data = (bar < 0 ? "" : first.substring(bar + 1)) + "\n"
                + (laterBar < 0 ? "" : more.substring(laterBar + 1));
        return new NagiosOutput((bar < 0 ? first : first.substring(0, bar)).strip(), metrics(data));
    }

    private static List<Metric> metrics(String data) {
        List<Metric> metrics = new ArrayList<>();
        Matcher datum = DATUM.matcher(data);
        while (metrics.size() < MOST_METRICS && datum.find()) {
            String quoted = datum.group(1);
            String label = quoted == null ? datum.group(2) : quoted.replace("''", "'");
            double value = Double.parseDouble(datum.group(3));
            if (Double.isFinite(value)) {
                metrics.add(new Metric(label, value, datum.group(4)));
            }
        }
        return List.copyOf(metrics);
    }
}
