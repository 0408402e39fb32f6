package io.arapaima.check;

import java.io.IOException;
import java.util.List;

/**
 * A check that speaks one protocol, encrypted where its options say so. What it is called and takes is said once, to the
 * constructor, which also gets TLS ready; the subclass adds {@link #probe}, mostly with a {@link CheckSession}.
 */
public abstract class ProtocolCheck implements RoutedCheck {
    private final String name;
    private final String sentence;
    private final List<OptionSpec> options;
    private final List<OptionRule> rules;

    /**
     * Declares the check.
     *
     * @param name the word that selects it in lvs.cf
     * @param sentence what it does, for the manual
     * @param options all its options; {@link CheckTls#options(String, OptionSpec...)} adds those of TLS
     * @param rules about them; {@link CheckTls#rules(OptionRule...)} adds those of TLS
     */
    protected ProtocolCheck(String name, String sentence, List<OptionSpec> options, List<OptionRule> rules) {
        this.name = name;
        this.sentence = sentence;
        this.options = List.copyOf(options);
        this.rules = List.copyOf(rules);
        CheckTls.warmUp();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String sentence() {
        return sentence;
    }

    @Override
    public final List<OptionSpec> options() {
        return options;
    }

    @Override
    public final List<OptionRule> rules() {
        return rules;
    }

    @Override
    public abstract CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException;
}
