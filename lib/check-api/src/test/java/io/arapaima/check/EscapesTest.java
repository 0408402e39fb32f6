package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapesTest {
    @Test
    void nannysSixEscapesAreTranslated() {
        assertThat(Escapes.translated("a\\\\b\\r\\n\\t\\'\\\"c")).isEqualTo("a\\b\r\n\t'\"c");
    }

    @Test
    void anUnknownEscapeAndABackslashAtTheEndStay() {
        assertThat(Escapes.translated("1\\.[01]\\0\\x41")).isEqualTo("1\\.[01]\\0\\x41");
        assertThat(Escapes.translated("ab\\")).isEqualTo("ab\\");
        assertThat(Escapes.translated("1\\\\.[01]")).isEqualTo("1\\.[01]");
    }

    @Test
    void oneCharacterIsNotLookedAt() {
        assertThat(Escapes.translated("\\")).isEqualTo("\\");
        assertThat(Escapes.translated("")).isEmpty();
    }
}
