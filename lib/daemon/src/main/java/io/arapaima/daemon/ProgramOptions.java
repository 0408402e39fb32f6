package io.arapaima.daemon;

import io.arapaima.config.Nearest;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The options of a daemon, declared once: read from a command line, and explained in the form that lvsctl's help has. Errors are popt's
 * words, as Piranha's programs say them. docs/decisions/0025-command-lines.md says why this is not picocli.
 *
 * @param program its name, as it is started
 * @param prefix how its errors begin; Piranha's lvsd says {@code lvs}
 * @param summary what it does, some sentences
 * @param synopses what follows its name, a line for each way to start it
 * @param options each of them, without help and version
 * @param exitCodes each with its meaning
 */
public record ProgramOptions(String program, String prefix, String summary, List<String> synopses, List<Option> options,
        List<ExitCode> exitCodes) {
    /** Exit code of wrong usage. */
    public static final int WRONG_USAGE = 2;
    private static final Option HELP = Option.flag("--help", "Show this help and exit.").or("-h", "-?", "--usage");
    private static final Option VERSION = Option.flag("--version", "Show the version and exit.").or("-V");
    /** For the packages; no person types it, so no help lists it. */
    private static final Option MANUAL = Option.flag("--manual", "Print the page of the manual.");
    private static final int WIDTH = 80;
    private static final int MOST_NAMES = 28;

    /** Adds help and version, which every program has. */
    public ProgramOptions {
        synopses = List.copyOf(synopses);
        List<Option> all = new ArrayList<>(options);
        all.remove(HELP);
        all.remove(VERSION);
        all.add(HELP);
        all.add(VERSION);
        options = List.copyOf(all);
        exitCodes = List.copyOf(exitCodes);
    }

    /**
     * An option.
     *
     * @param name its main name
     * @param aliases other names
     * @param parameter what follows it, for example {@code FILE}; empty = nothing
     * @param rest whether it takes all the words behind it, be they options or not
     * @param description a sentence or two
     */
    public record Option(String name, List<String> aliases, String parameter, boolean rest, String description) {
        /**
         * One that is there or not.
         *
         * @param name its main name
         * @param description a sentence or two
         * @return the option
         */
        public static Option flag(String name, String description) {
            return new Option(name, List.of(), "", false, description);
        }

        /**
         * One with a value behind it.
         *
         * @param name its main name
         * @param parameter what the value is, for example {@code FILE}
         * @param description a sentence or two
         * @return the option
         */
        public static Option value(String name, String parameter, String description) {
            return new Option(name, List.of(), parameter, false, description);
        }

        /**
         * One that takes all the words behind it.
         *
         * @param name its main name
         * @param parameter what they are
         * @param description a sentence or two
         * @return the option
         */
        public static Option rest(String name, String parameter, String description) {
            return new Option(name, List.of(), parameter, true, description);
        }

        /**
         * The same with other names.
         *
         * @param names the other names
         * @return the option
         */
        public Option or(String... names) {
            return new Option(name, List.of(names), parameter, rest, description);
        }

        private List<String> names() {
            List<String> names = new ArrayList<>(aliases);
            names.addFirst(name);
            names.sort(Comparator.comparing(n -> n.startsWith("--"))); // short ones first, else as declared
            return names;
        }

        private boolean takesValue() {
            return !parameter.isEmpty();
        }

        private String shown() {
            String text = String.join(", ", names());
            return (text.startsWith("--") ? "    " : "") + text
                    + (!takesValue() ? "" : (rest || !text.contains("--") ? " " : "=") + parameter);
        }
    }

    /**
     * What the program says when it ends.
     *
     * @param code the number
     * @param meaning some words
     */
    public record ExitCode(int code, String meaning) {}

    /**
     * What a command line gave, in its order.
     *
     * @param words each option by its main name, with its value; an empty one where it takes none
     * @param rest the words that a {@link Option#rest} option took, and those that are no options
     */
    public record Given(List<Word> words, List<String> rest) {
        /**
         * An option as it was given.
         *
         * @param name main name
         * @param value may be empty
         */
        public record Word(String name, String value) {}

        /**
         * Asks whether an option was given.
         *
         * @param name its main name
         * @return whether it was
         */
        public boolean has(String name) {
            return words.stream().anyMatch(word -> word.name().equals(name));
        }

        /**
         * Asks for the values of an option.
         *
         * @param name its main name
         * @return all that were given, in their order
         */
        public List<String> all(String name) {
            return words.stream().filter(word -> word.name().equals(name)).map(Word::value).toList();
        }

        /**
         * Asks for the value of an option.
         *
         * @param name its main name
         * @return the one that was given last
         */
        public Optional<String> last(String name) {
            return all(name).stream().reduce((_, later) -> later);
        }
    }

    /**
     * Reads a command line: {@code --name value}, {@code --name=value}, {@code -n value}, {@code -nvalue}, {@code -abc} for three
     * flags.
     *
     * @param words the command line
     * @return what it gives
     * @throws IllegalArgumentException in popt's words, and with what may have been meant
     */
    public Given read(List<String> words) {
        return read(words, 0);
    }

    /**
     * Reads the command line of a program that takes words too, a command for example; they may stand between the options.
     *
     * @param words the command line
     * @param most how many of its words are no options, at most
     * @return what it gives
     * @throws IllegalArgumentException in popt's words, and with what may have been meant
     */
    public Given read(List<String> words, int most) {
        List<Given.Word> given = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            if (!word.startsWith("-") || word.equals("-")) {
                if (others.size() == most) {
                    throw new IllegalArgumentException("unexpected arguments");
                }
                others.add(word);
                continue;
            }
            int end = word.startsWith("--") ? Math.max(word.indexOf('='), 0) : 2;
            boolean more = end > 0 && word.length() > end;
            String name = more ? word.substring(0, end) : word;
            Option option = find(name).orElseThrow(() -> unknown(name));
            if (option.rest()) {
                given.add(new Given.Word(option.name(), ""));
                return new Given(List.copyOf(given), List.copyOf(left));
            } else if (option.takesValue()) {
                given.add(new Given.Word(option.name(), more ? attached(word, end) : next(name, left)));
            } else if (more && word.startsWith("--")) {
                throw new IllegalArgumentException("bad argument " + name + ": it takes no value");
            } else {
                given.add(new Given.Word(option.name(), ""));
                if (more) {
                    left.addFirst("-" + word.substring(end));
                }
            }
        }
        return new Given(List.copyOf(given), List.copyOf(others));
    }

    private static String attached(String word, int end) {
        return word.substring(word.charAt(end) == '=' ? end + 1 : end);
    }

    private String next(String name, Deque<String> left) {
        if (left.isEmpty() || find(left.getFirst()).isPresent()) {
            throw new IllegalArgumentException("bad argument " + name + ": missing argument");
        }
        return left.removeFirst();
    }

    private Optional<Option> find(String name) {
        return name.equals(MANUAL.name())
                ? Optional.of(MANUAL)
                : options.stream().filter(option -> option.names().contains(name)).findFirst();
    }

    private IllegalArgumentException unknown(String name) {
        List<String> known = options.stream().flatMap(option -> option.names().stream()).filter(n -> n.startsWith("--"))
                .toList();
        return new IllegalArgumentException("bad argument " + name + ": unknown option"
                + Nearest.to(name, known).map(near -> "\nPossible solutions: " + near).orElse(""));
    }

    /**
     * Answers what every program answers alike.
     *
     * @param given the command line
     * @param out where help and version go
     * @return the exit code; empty when neither was asked for
     */
    public OptionalInt answer(Given given, PrintStream out) {
        if (given.has(HELP.name())) {
            out.println(help());
        } else if (given.has(VERSION.name())) {
            out.println(version());
        } else if (given.has(MANUAL.name())) {
            out.print(manual());
        } else {
            return OptionalInt.empty();
        }
        return OptionalInt.of(0);
    }

    /**
     * Says what is wrong with a command line; all of the help where nothing better is known.
     *
     * @param e what was wrong
     * @param err where that goes
     * @return the exit code
     */
    public int refuse(IllegalArgumentException e, PrintStream err) {
        String message = String.valueOf(e.getMessage());
        err.println(prefix + ": " + message + (message.contains("\n") ? "" : "\n" + help()));
        return WRONG_USAGE;
    }

    /** {@return the version, as lvsctl says its own} */
    public String version() {
        return program + " " + Version.TEXT + " (Arapaima)";
    }

    /** {@return the whole help} */
    public String help() {
        var text = new StringBuilder();
        for (int i = 0; i < synopses.size(); i++) {
            text.append(i == 0 ? "Usage: " : "       ").append(program).append(' ').append(synopses.get(i))
                    .append('\n');
        }
        wrapped(summary, WIDTH).forEach(line -> text.append(line).append('\n'));
        int names = options.stream().mapToInt(o -> o.shown().length()).filter(n -> n <= MOST_NAMES).max().orElse(0);
        for (Option option : options) {
            row(text, "  " + option.shown(), names + 4, option.description());
        }
        text.append("\nExit codes:\n");
        exitCodes.forEach(code -> row(text, "  " + code.code(), 7, code.meaning()));
        return text.toString().stripTrailing();
    }

    /** {@return the page of the manual} */
    public ManPage manual() {
        int end = summary.indexOf(". ");
        var page = new ManPage(program, 8, (end < 0 ? summary : summary.substring(0, end)).replaceAll("\\.$", ""));
        page.heading("SYNOPSIS");
        synopses.forEach(synopsis -> page.paragraph("`" + program + "` " + synopsis));
        page.heading("DESCRIPTION").paragraph(summary).heading("OPTIONS");
        options.forEach(option -> page.item(option.shown().strip(), option.description()));
        page.heading("EXIT STATUS");
        exitCodes.forEach(code -> page.item(Integer.toString(code.code()), code.meaning()));
        return page.heading("SEE ALSO").paragraph("`lvs.cf`(5), `lvsctl`(1)");
    }

    private static void row(StringBuilder text, String first, int column, String words) {
        List<String> lines = new ArrayList<>(wrapped(words, WIDTH - column));
        boolean fits = first.length() + 2 <= column;
        text.append(first).append(fits ? " ".repeat(column - first.length()) + lines.removeFirst() : "").append('\n');
        lines.forEach(line -> text.append(" ".repeat(column)).append(line).append('\n'));
    }

    private static List<String> wrapped(String words, int width) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String word : words.strip().split("\\s+", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
