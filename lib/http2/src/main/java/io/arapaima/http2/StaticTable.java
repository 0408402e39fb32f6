package io.arapaima.http2;

import java.util.List;

/** The header fields that both sides know from the beginning (RFC 7541, appendix A). */
final class StaticTable {
    /** The first has the index 1. */
    static final List<Field> FIELDS = """
            :authority
            :method GET
            :method POST
            :path /
            :path /index.html
            :scheme http
            :scheme https
            :status 200
            :status 204
            :status 206
            :status 304
            :status 400
            :status 404
            :status 500
            accept-charset
            accept-encoding gzip, deflate
            accept-language
            accept-ranges
            accept
            access-control-allow-origin
            age
            allow
            authorization
            cache-control
            content-disposition
            content-encoding
            content-language
            content-length
            content-location
            content-range
            content-type
            cookie
            date
            etag
            expect
            expires
            from
            host
            if-match
            if-modified-since
            if-none-match
            if-range
            if-unmodified-since
            last-modified
            link
            location
            max-forwards
            proxy-authenticate
            proxy-authorization
            range
            referer
            refresh
            retry-after
            server
            set-cookie
            strict-transport-security
            transfer-encoding
            user-agent
            vary
            via
            www-authenticate
            """.lines().map(StaticTable::field).toList();

    private static final List<String> NAMES = FIELDS.stream().map(Field::name).toList();

    private StaticTable() {}

    private static Field field(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? new Field(line, "") : new Field(line.substring(0, blank), line.substring(blank + 1));
    }

    /** Index of the field, or else of one with its name, or else 0. */
    static int indexOf(Field field) {
        int exact = FIELDS.indexOf(field);
        return 1 + (exact >= 0 ? exact : NAMES.indexOf(field.name()));
    }
}
