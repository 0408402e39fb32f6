package io.arapaima.check.http;

import io.arapaima.check.CheckTls;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The options of both checks. */
final class HttpOptions {
    /** As much as the memory for all answers together (an eighth of the heap) can give to one. */
    private static final int MOST_BODY = 16 << 20;

    static final List<OptionSpec> HTTP = List.of(
            OptionSpec.of("path", OptionSpec.Type.TEXT,
                    "What to ask for: path and query, beginning with a slash; several between blanks must all pass within the one time "
                            + "limit. A whole http:// URI asks the server as a proxy.")
                    .withDefault("/"),
            OptionSpec.choice("version",
                    "The version of HTTP: 1 (HTTP/1.1), 2 (HTTP/2, which fails when the server does not speak it), or with https auto, what "
                            + "the server chooses.",
                    "1", "2", "auto"),
            OptionSpec.choice("method", "The request method.", "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH",
                    "PROPFIND"),
            OptionSpec.of("host", OptionSpec.Type.TEXT,
                    "The Host header; unset means the real server's address, with the port if it is unusual."),
            OptionSpec.of("header", OptionSpec.Type.TEXT,
                    "More header lines, for example `Accept: text/plain`; several are separated by \\n.")
                    .withExample("\"Accept: text/plain\""),
            OptionSpec.of("request-body", OptionSpec.Type.TEXT,
                    "What a POST or PUT sends, at most 32 KiB; \\n, \\r, \\t and \\\\ are understood."),
            OptionSpec.of("user", OptionSpec.Type.TEXT, "User of basic authentication."),
            OptionSpec.of("password", OptionSpec.Type.TEXT,
                    "Password of basic authentication, or @ and the file it stands in."),
            OptionSpec.of("redirects", OptionSpec.Type.INTEGER,
                    "How many redirects are followed, each to the same scheme, host and port and at the same real server; 0 means that a "
                            + "redirect is the answer.")
                    .withDefault("0").between(0, 10, ""),
            OptionSpec
                    .of("expect-status", OptionSpec.Type.TEXT,
                            "The status codes that pass: a list of codes and ranges.")
                    .withDefault("200-299"),
            OptionSpec.of("body", OptionSpec.Type.REGEX, "A regular expression that must be found in the body."),
            OptionSpec.of("body-not", OptionSpec.Type.REGEX,
                    "A regular expression that must not be found in the body."),
            OptionSpec.of("digest", OptionSpec.Type.TEXT,
                    "MD5 or SHA-256 of the whole body, in hex; of several paths one for each, - for none.")
                    .withExample("5eb63bbbe01eeed093cb22bb8f5acdc3"),
            OptionSpec.of("json", OptionSpec.Type.TEXT,
                    "A place that the JSON of the body must have, as a JSON pointer, for example /checks/0/state.")
                    .withExample("/checks/0/state"),
            OptionSpec.of("json-value", OptionSpec.Type.REGEX,
                    "A regular expression that must be found in what stands there."),
            OptionSpec.of("max-body", OptionSpec.Type.INTEGER,
                    "How much of the body is read; the rest is not waited for. Unset means 262144 where body, body-not, digest or json "
                            + "looks into it, else 16384 of one that says how long it is, and nothing of one that may never end.")
                    .between(0, MOST_BODY, "bytes"));

    static final List<OptionSpec> HTTPS = Stream
            .concat(HTTP.stream(), CheckTls.options("host, if that is a name").stream()).toList();

    private static final String PATH = "(?:/[^\\s\\p{Cntrl}]*|\\*|http://[A-Za-z0-9._~%:\\[\\]-]+(?:/[^\\s\\p{Cntrl}]*)?)";
    private static final String STATUS = "[1-5]\\d\\d(?:-[1-5]\\d\\d)?";
    private static final String HEADER = "\\s*[!#$%&'*+.^_`|~0-9A-Za-z-]+:(?:(?!\\\\n)[^\\p{Cntrl}])*";
    private static final String DIGEST = "(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{64}|-)";
    /** Each with as many parts as the other one. */
    private static final String AS_MANY = IntStream.rangeClosed(1, 16)
            .mapToObj(n -> "\\s*\\S+(?:\\s+\\S+){" + (n - 1) + "}\\s*\\n\\s*\\S+(?:\\s+\\S+){" + (n - 1) + "}\\s*")
            .collect(Collectors.joining("|"));
    /** Anything but dashes, which stand for no digest. */
    private static final String WANTED = "(?![\\s-]*$)[\\s\\S]+";
    /** Those alone, as they stand in expect-status, before anything that is expected of a body. */
    private static final String BODILESS = "\\s*(?:204|304)(?:[,\\s]+(?:204|304))*\\s*\\n" + WANTED;
    private static final List<OptionRule> HEAD = Stream.of("body", "digest", "json").flatMap(option -> Stream.of(
            OptionRule.clash("method", option, "HEAD\\n" + WANTED,
                    "option " + option + " is set, and an answer to HEAD has no body; set method = GET"),
            OptionRule.clash("expect-status", option, BODILESS,
                    "option " + option
                            + " is set, and an answer of status 204 or 304 has no body; expect another status")))
            .toList();
    private static final List<OptionRule> OWN = List.of(
            OptionRule.form("path", "\\s*" + PATH + "(?:\\s+" + PATH + "){0,15}\\s*",
                    "must begin with a slash, or with http:// and a host for a proxy; 1 to 16 of them between blanks"),
            // A code of 1xx is never the last answer, so one that is may not be the only one.
            OptionRule.form("expect-status", "(?=.*[2-5]\\d\\d)" + STATUS + "(?:[,\\s]+" + STATUS + ")*",
                    "must be codes from 200 to 599 and ranges, for example 200-299,401"),
            OptionRule.form("header", HEADER + "(?:\\\\n" + HEADER + ")*(?:\\\\n)*", "must be of the form Name: value"),
            OptionRule.form("host", "[^\\p{Cntrl}]*", "must have no control characters"),
            OptionRule.form("user", "[^:\\p{Cntrl}]*",
                    "must have no colon, which ends the user in basic authentication"),
            OptionRule.needs("password", "user"),
            OptionRule.clash("digest", "path", "(?!\\s*\\n)(?!(?:" + AS_MANY + ")$)[\\s\\S]*",
                    "option digest has not as many parts as path; write one for each, - for a page without"),
            OptionRule.clash("version", "path", "2\\n(?:[\\s\\S]*\\s)?http://[\\s\\S]*",
                    "a path that asks the server as a proxy is asked in HTTP/1.1 alone; set version = 1"),
            OptionRule.form("digest", "\\s*" + DIGEST + "(?:\\s+" + DIGEST + ")*\\s*",
                    "must be the 32 hex digits that md5sum prints, or the 64 of sha256sum"),
            OptionRule.form("json", "(?:/(?:[^/~]|~[01])*)*",
                    "must be a JSON pointer: each step behind a slash, /checks/0/state, with ~ as ~0 and / as ~1"),
            OptionRule.clash("max-body", "json", "0\\n[\\s\\S]*\\S[\\s\\S]*",
                    "option json is set, and with max-body = 0 nothing of the body is read; remove max-body"),
            OptionRule.needs("json-value", "json"));
    static final List<OptionRule> RULES = Stream.concat(OWN.stream(), HEAD.stream()).toList();
    static final List<OptionRule> SECURE_RULES = Stream.concat(RULES.stream(), CheckTls.rules().stream()).toList();

    private HttpOptions() {}
}
