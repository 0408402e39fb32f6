package io.arapaima.check.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of mailboxes as IMAP has them: ASCII, and other letters in the UTF-7 of RFC 3501, section 5.1.3. */
final class Utf7 {
    private static final Pattern OTHERS = Pattern.compile("[^\\x20-\\x7e]+");

    private Utf7() {}

    /** Leaves a name of ASCII alone: somebody may have written it in UTF-7 already. */
    static String of(String name) {
        Matcher others = OTHERS.matcher(name);
        return others.find()
                ? others.reset(name.replace("&", "&-")).replaceAll(run -> "&" + base64(run.group()) + "-")
                : name;
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_16BE))
                .replace('/', ',');
    }
}
