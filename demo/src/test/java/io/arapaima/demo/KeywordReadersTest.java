package io.arapaima.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether somebody outside of the module that reads lvs.cf asks for the value of each keyword. */
class KeywordReadersTest {
    private static final String CONFIG = "io.arapaima.config";
    /** They look at every keyword, or at whether it is written, and do nothing with its value. */
    private static final Set<String> CLERKS = Set.of("NamedProgram", "LvsConfReader", "LvsConfWriter",
            "EffectiveValues",
            "KeywordTable", "KeywordList", "Keywords", "ConfigDiff", "LvsConfDocument", "DocumentEditor");

    private static Stream<JavaField> keywords() {
        return ArchitectureTest.ALL.stream()
                .filter(c -> c.getPackageName().equals(CONFIG) && c.getSimpleName().endsWith("Keywords"))
                .flatMap(c -> c.getFields().stream()).filter(f -> f.getRawType().getSimpleName().equals("Keyword"));
    }

    private static boolean works(JavaField keyword) {
        try {
            Field field = Class.forName(keyword.getOwner().getName()).getDeclaredField(keyword.getName());
            field.setAccessible(true);
            Method origin = field.getType().getDeclaredMethod("origin");
            origin.setAccessible(true);
            String from = origin.invoke(field.get(null)).toString();
            return from.equals("PIRANHA") || from.equals("NEW");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(keyword.getFullName(), e);
        }
    }

    private static boolean clerk(JavaClass type) {
        return CLERKS.contains(type.getSimpleName()) || type.getSimpleName().endsWith("Lint")
                || type.getSimpleName().endsWith("Keywords");
    }

    private static Stream<JavaCodeUnit> outside(Set<? extends JavaAccess<?>> accesses) {
        return accesses.stream().map(JavaAccess::getOrigin).filter(unit -> !clerk(top(unit.getOwner())));
    }

    private static JavaClass top(JavaClass type) {
        return type.getEnclosingClass().map(KeywordReadersTest::top).orElse(type);
    }

    private static boolean isRead(JavaField keyword) {
        Deque<JavaCodeUnit> open = outside(keyword.getAccessesToSelf())
                .collect(Collectors.toCollection(ArrayDeque::new));
        Set<JavaCodeUnit> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.pop();
            if (!unit.getOwner().getPackageName().equals(CONFIG)) {
                return true;
            }
            outside(unit.getAccessesToSelf()).filter(seen::add).forEach(open::add);
        }
        return false;
    }

    @Test
    void everyKeywordIsReadOrIsMarkedAsWithoutEffect() {
        assertThat(keywords().count()).isGreaterThan(100);
        assertThat(
                keywords().filter(KeywordReadersTest::works).filter(k -> !isRead(k)).map(JavaField::getName).sorted())
                .as("keywords that promise something, and nobody asks for their value")
                .isEmpty();
    }
}
