package io.arapaima.check.exec;

import io.arapaima.check.Metric;
import java.util.List;

/**
 * What a plugin printed, as the Monitoring Plugins Development Guidelines and Nagios' plugin API order it: the first line
 * is text, {@code |}, performance data; more lines are more text until another {@code |}, after which all is performance
 * data.
 *
 * @param text the first line without performance data
 * @param metrics the performance data that are numbers; warning, critical, least and greatest values are left out
 */
record NagiosOutput(String text, List<Metric> metrics) {
    static NagiosOutput parse(String output) {
        int end = output.indexOf('\n');
        String first = end < 0 ? output : output.substring(0, end);
        String more = end < 0 ? "" : output.substring(end + 1);
        int bar = first.indexOf('|');
        int laterBar = more.indexOf('|');
        String data = (bar < 0 ? "" : first.substring(bar + 1)) + "\n"
                + (laterBar < 0 ? "" : more.substring(laterBar + 1));
        return new NagiosOutput((bar < 0 ? first : first.substring(0, bar)).strip(), PerformanceData.metrics(data));
    }
}
