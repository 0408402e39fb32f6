package io.arapaima.planner;

import io.arapaima.planner.LoadSimulation.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws docs/weights.svg: the weights of three unequal servers under each {@code load_mode}, by {@link LoadSimulation}. */
final class LoadPlot {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 180;
    private static final int SECONDS = 2 * 3600;
    private static final List<String> COLOURS = List.of("#c2410c", "#1d4ed8", "#15803d");

    private LoadPlot() {}

    /**
     * Draws.
     *
     * @param words the file to write
     * @throws IOException if that fails
     */
    public static void main(String[] words) throws IOException {
        var svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" "
                        .formatted(WIDTH, 3 * HEIGHT)
                        + "font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        List<String> modes = List.of("piranha", "inverse", "steady");
        for (String mode : modes) {
            List<Moment> run = new LoadSimulation("load_mode = " + mode, 100, 200, 300).run(SECONDS, _ -> 420, _ -> 0);
            draw(mode, run, modes.indexOf(mode) * HEIGHT, svg);
        }
        Files.writeString(Path.of(words[0]), svg.append("</svg>\n"));
    }

    private static void draw(String mode, List<Moment> run, int top, StringBuilder svg) {
        int worst = (int) Math.round(run.getLast().loads().stream().mapToDouble(Double::doubleValue).max().orElse(0));
        int greatest = run.stream().flatMap(m -> m.weights().stream()).mapToInt(Integer::intValue).max().orElse(1);
        svg.append(
                "<text x=\"8\" y=\"%d\">load_mode = %s: weights from 0 to %d in two hours; at the end the busiest server has load %d</text>\n"
                        .formatted(top + 16, mode, greatest, worst));
        for (int server = 0; server < COLOURS.size(); server++) {
            svg.append("<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"").append(COLOURS.get(server))
                    .append("\" points=\"");
            for (int i = 0; i < run.size(); i += 4) {
                double x = (double) WIDTH * run.get(i).second() / SECONDS;
                double y = top + HEIGHT - 6 - (HEIGHT - 32.0) * run.get(i).weights().get(server) / greatest;
                svg.append(String.format(Locale.ROOT, "%.0f,%.0f ", x, y));
            }
            svg.append("\"/>\n");
        }
    }
}
