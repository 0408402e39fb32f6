package io.arapaima.check;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passwords in what a probe sends: plain, as UTF-8 read by bytes, as part of an address, and inside Base64. Thread-safe. */
final class Secrets {
    private static final String MASK = "***";
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{4,}={0,2}");
    private static final int QUANTUM = 4;
    private static final ScopedValue<Secrets> CURRENT = ScopedValue.newInstance();

    private final Collection<String> forms = new LinkedHashSet<>();

    /** The probe on this thread has asked for one. */
    static void read(String secret) {
        if (CURRENT.isBound()) {
            CURRENT.get().add(secret);
        }
    }

    /** What surrounds a probe whose passwords shall be found here. */
    ScopedValue.Carrier around(ScopedValue.Carrier more) {
        return more.where(CURRENT, this);
    }

    private synchronized void add(String secret) {
        if (!secret.isEmpty()) {
            forms.add(secret);
            forms.add(OptionText.raw(secret));
            forms.add(new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
    }

    synchronized String mask(String text) {
        if (forms.isEmpty()) {
            return text;
        }
        String masked = BASE64.matcher(text).replaceAll(this::packed);
        List<String> longestFirst = new ArrayList<>(forms);
        longestFirst.sort((a, b) -> b.length() - a.length());
        for (String form : longestFirst) {
            masked = masked.replace(form, MASK);
        }
        return masked;
    }

    /** User and password travel in one piece of Base64, so the place of the password in it is not known. */
    private String packed(MatchResult run) {
        String text = run.group().replaceAll("=+$", "");
        String whole = text.substring(0, text.length() - (text.length() % QUANTUM == 1 ? 1 : 0));
        String inside = new String(Base64.getDecoder().decode(whole), StandardCharsets.ISO_8859_1);
        return Matcher.quoteReplacement(forms.stream().anyMatch(inside::contains) ? MASK : run.group());
    }
}
