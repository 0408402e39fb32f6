package io.arapaima.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.OptionRule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no server could pass is refused when the file is read; what is only unusual is not. */
class HttpOptionsTest {
    private static Optional<String> problem(String words) {
        Map<String, String> set = new HashMap<>();
        Arrays.stream(words.split(";", -1)).map(word -> word.strip().split("=", 2))
                .forEach(pair -> set.put(pair[0], pair[1]));
        return OptionRule.problem(HttpOptions.HTTP, HttpOptions.RULES, set);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            expect-status=999                             | must be codes from 200 to 599
            expect-status=100                             | must be codes from 200 to 599
            expect-status=100-199, 101                    | must be codes from 200 to 599
            method=HEAD; body=x                           | an answer to HEAD has no body
            method=HEAD; json=/a                          | an answer to HEAD has no body
            method=HEAD; digest=0123456789abcdef0123456789abcdef | an answer to HEAD has no body
            expect-status=204; body=x                     | of status 204 or 304 has no body
            expect-status=204 304,204; json=/a            | of status 204 or 304 has no body
            path=/a /b; digest=0123456789abcdef0123456789abcdef | not as many parts as path
            path=/a; digest=- -                           | not as many parts as path
            version=2; path=/a http://b/c                 | asked in HTTP/1.1 alone
            max-body=0; json=/a                           | nothing of the body is read
            path=index.html                               | must begin with a slash
            user=a:b; password=c                          | no colon
            password=c                                    | set without user
            """)
    void whatCanNeverPassIsRefused(String words, String reason) {
        assertThat(problem(words)).get().asString().contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"expect-status=100-299", "expect-status=101,200",
            "expect-status=204,200; body=x",
            "expect-status=204; body-not=x", "method=HEAD; body-not=x", "method=HEAD; digest=-",
            "path=/a  /b; digest=- -",
            "version=auto; path=http://b/c", "version=2; path=/http://b", "expect-status=299-200"})
    void whatIsOnlyUnusualIsTaken(String words) {
        assertThat(problem(words)).isEmpty();
    }
}
