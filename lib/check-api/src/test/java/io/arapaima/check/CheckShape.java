package io.arapaima.check;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.pf4j.Extension;

/** What can be said about a check without a probe. Each answer is a list of sentences, empty when all is well. */
final class CheckShape {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern SENTENCE = Pattern.compile("[A-Z0-9].*\\.");
    private static final String INDEX = "META-INF/extensions.idx";

    private CheckShape() {}

    static List<String> problems(Check check) {
        List<String> problems = new ArrayList<>();
        nameAndSentence("check", check.name(), check.sentence(), problems);
        Set<String> seen = new HashSet<>();
        for (OptionSpec each : check.options()) {
            nameAndSentence("option", each.name(), each.sentence(), problems);
            if (!seen.add(each.name())) {
                problems.add("option " + each.name() + " is declared twice");
            }
            each.defaultValue().flatMap(each::problemWith).ifPresent(found -> problems.add("default: " + found));
            each.example().flatMap(each::problemWith).ifPresent(found -> problems.add("example: " + found));
            if (each.type() == OptionSpec.Type.CHOICE && each.choices().isEmpty()) {
                problems.add("option " + each.name() + " is a choice without words");
            }
            if (each.min().orElse(Long.MIN_VALUE) > each.max().orElse(Long.MAX_VALUE)) {
                problems.add("option " + each.name() + " has a least value above its greatest");
            }
        }
        return problems;
    }

    private static void nameAndSentence(String what, String name, String sentence, List<String> problems) {
        if (!NAME.matcher(name).matches()) {
            problems.add(what + " \"" + name + "\" must be lower-case letters, digits and single dashes inside");
        }
        if (!SENTENCE.matcher(sentence).matches()) {
            problems.add(
                    what + " " + name + " says \"" + sentence + "\", which is no sentence with capital and full stop");
        }
    }

    static List<String> fieldsThatCanChange(Check check) {
        return Arrays.stream(check.getClass().getDeclaredFields()).filter(CheckShape::canChange)
                .map(each -> each.getName() + " is not final").toList();
    }

    private static boolean canChange(Field field) {
        return !Modifier.isFinal(field.getModifiers()) && !field.isSynthetic();
    }

    static List<String> whyPf4jDoesNotFind(Check check) throws IOException {
        Class<? extends Check> type = check.getClass();
        List<String> reasons = new ArrayList<>();
        if (!Modifier.isPublic(type.getModifiers()) || Arrays.stream(type.getConstructors())
                .noneMatch(each -> each.getParameterCount() == 0)) {
            reasons.add(type.getName() + " must be public and have a public constructor without parameters");
        }
        if (!type.isAnnotationPresent(Extension.class)) {
            reasons.add(type.getName() + " has no @Extension");
        }
        if (!indexed(type)) {
            reasons.add(type.getName() + " is not in " + INDEX
                    + ": name pf4j in the compiler's annotationProcessorPaths, which is what writes that file");
        }
        return reasons;
    }

    private static boolean indexed(Class<?> type) throws IOException {
        return !index(type).isEmpty();
    }

    /** The classes of the jar, or the folder, that a check comes from, where they are indexed. */
    private static List<String> index(Class<?> type) throws IOException {
        for (URL each : Collections.list(type.getClassLoader().getResources(INDEX))) {
            try (InputStream in = each.openStream()) {
                List<String> names = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
                if (names.contains(type.getName())) {
                    return names;
                }
            }
        }
        return List.of();
    }

    /** Two checks of one name in one jar are refused by the engine. */
    static List<String> namesakes(Check check) throws IOException {
        List<String> others = new ArrayList<>();
        for (String each : index(check.getClass())) {
            try {
                if (!each.equals(check.getClass().getName())
                        && Class.forName(each, true, check.getClass().getClassLoader()).getDeclaredConstructor()
                                .newInstance() instanceof Check other
                        && other.name().equals(check.name())) {
                    others.add(each + " of the same jar is a check named " + check.name()
                            + " too; give one of the two another name, or delete its source");
                }
            } catch (ReflectiveOperationException | LinkageError _) {
                // That class has a contract test of its own, or is no check.
            }
        }
        return others;
    }
}
