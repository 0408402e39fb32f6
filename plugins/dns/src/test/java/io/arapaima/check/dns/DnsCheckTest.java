package io.arapaima.check.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.check.Asking;
import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Failed;
import io.arapaima.check.CheckResult.Inconclusive;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Dialogue;
import io.arapaima.check.ScriptedDatagrams;
import io.arapaima.check.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsCheckTest {
    private static CheckResult ask(UnaryOperator<byte[]> answer, String... options) throws Exception {
        return Asking.once(new DnsCheck(), new ScriptedDatagrams(Behaviour.ANSWERS, answer), options);
    }

    private static UnaryOperator<byte[]> records(byte[]... records) {
        return request -> Replies.to(request, Replies.AUTHORITATIVE, records);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            A     | c0000201                         | 192.0.2.1
            AAAA  | 20010db8000000000000000000000001 | 2001:db8::1
            AAAA  | 00000000000000000000000000000000 | ::
            AAAA  | 00010000000200030004000500060007 | 1:0:2:3:4:5:6:7
            NS    | 036e7331c014                     | ns1.org.
            MX    | 000a046d61696cc00c               | 10 mail.example.org.
            SRV   | 0001000200 5003777777c00c        | 1 2 80 www.example.org.
            TXT   | 05686922616c03626f62             | "hi\\"al" "bob"
            CAA   | 00056973737565 782e6e6574        | 0 issue "x.net"
            PTR   | 03612e6200                       | a\\.b.
            TYPE65| 0102ff                           | \\# 3 0102ff
            """)
    void recordsAreWrittenAsDigDoes(String type, String hex, String text) throws Exception {
        int number = RecordType.number(type);
        CheckResult result = ask(records(Replies.entry(number, hex.replace(" ", ""))), "name", "example.org", "type",
                type, "transport", "udp");
        assertThat(result).isInstanceOfSatisfying(Passed.class, passed -> assertThat(passed.text())
                .isEqualTo("NOERROR, 1 record: " + RecordType.name(number) + " " + text));
    }

    /** A part that claims to end behind its record leaves a negative rest. */
    @ParameterizedTest
    @CsvSource({"CAA, 00ff", "CAA, 00056973", "CAA, 0005697373756578", "CAA, 00", "TXT, 05", "TXT, ff6162", "A, c0",
            "AAAA, 20", "MX, 00", "SRV, 0001", "SOA, 00", "TYPE65, ''"})
    void aRecordOfAWrongLengthIsAFaultOfTheServer(String type, String hex) throws Exception {
        byte[] more = Replies.entry(RecordType.TXT, "05686922616c".repeat(50));
        assertThat(ask(records(Replies.entry(RecordType.number(type), hex), more), "name", "example.org", "type", type,
                "transport", "udp", "answer", "no such thing")).isInstanceOf(Failed.class);
    }

    @Test
    void whatWasExpectedAndWhatCameIsSaid() throws Exception {
        UnaryOperator<byte[]> one = records(Replies.entry(RecordType.A, "c0000201"));
        assertThat(ask(one, "type", "A", "answer", "^10\\.")).isEqualTo(new Failed(Reason.CONTENT,
                "expected a record that matches \"^10\\.\", got NOERROR with 1 record: A 192.0.2.1"));
        assertThat(ask(one, "type", "A", "min-answers", "2"))
                .isEqualTo(
                        new Failed(Reason.CONTENT, "expected at least 2 records of type A, got 1 record: A 192.0.2.1"));
        assertThat(ask(one, "type", "A", "flags", "aa, ad"))
                .isEqualTo(new Failed(Reason.CONTENT, "expected the flags [aa, ad], got [aa]"));
        assertThat(ask(request -> Replies.to(request, 0x8182)))
                .isEqualTo(new Failed(Reason.CONTENT, "expected the response code NOERROR, got SERVFAIL"));
        assertThat(ask(request -> Replies.to(request, 0x8182), "rcode", "SERVFAIL")).isInstanceOf(Passed.class);
        assertThat(ask(request -> Replies.to(request, 0x818f), "rcode", "ANY")).isInstanceOf(Passed.class);
        assertThat(ask(records())).isEqualTo(
                new Failed(Reason.CONTENT, "expected at least 1 record of type SOA, got 0 records"));
        assertThat(ask(request -> Replies.to(request, 0x81a0), "flags", "ad", "min-answers", "0"))
                .isInstanceOf(Passed.class);
    }

    /** An alias whose target the server does not know, and signatures alone, are no address. */
    @Test
    void onlyRecordsOfTheTypeThatWasAskedForCount() throws Exception {
        byte[] alias = Replies.entry(RecordType.CNAME, "03612e6200");
        byte[] address = Replies.entry(RecordType.A, "c0000201");
        assertThat(ask(records(alias), "type", "A")).isEqualTo(new Failed(Reason.CONTENT,
                "expected at least 1 record of type A, got 0 of that type in 1 record: CNAME a\\.b."));
        assertThat(ask(records(alias, Replies.entry(RecordType.RRSIG, "00")), "type", "AAAA"))
                .isInstanceOf(Failed.class);
        assertThat(ask(records(alias, address), "type", "A", "min-answers", "2")).isEqualTo(new Failed(Reason.CONTENT,
                "expected at least 2 records of type A, got 1 of that type in 2 records: CNAME a\\.b., A 192.0.2.1"));
        assertThat(ask(records(alias, address), "type", "A")).isInstanceOf(Passed.class);
        assertThat(ask(records(alias), "type", "CNAME")).isInstanceOf(Passed.class);
        assertThat(ask(records(alias), "type", "ANY")).isInstanceOf(Passed.class);
        assertThat(ask(records(alias), "type", "A", "min-answers", "0")).isInstanceOf(Passed.class);
    }

    @Test
    void anAnswerToAnotherQuestionIsPassedOver() throws Exception {
        UnaryOperator<byte[]> another = request -> {
            byte[] answer = Replies.to(request, Replies.AUTHORITATIVE, Replies.entry(RecordType.A, "c0000201"));
            answer[13] = 'x';
            return answer;
        };
        assertThat(Asking.onceWithin(Duration.ofSeconds(4), new DnsCheck(),
                new ScriptedDatagrams(Behaviour.ANSWERS, another), "name", "www.example.org", "type", "A"))
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(Reason.TIMEOUT);
                    assertThat(failed.text()).contains("3 datagrams came that do not answer");
                });
    }

    @Test
    void aTruncatedAnswerOverUdpIsAFailureWhereTcpIsNotWanted() throws Exception {
        assertThat(ask(request -> Replies.to(request, 0x8600), "transport", "udp")).isEqualTo(
                new Failed(Reason.CONTENT, "the answer is truncated; set dns_transport = auto or tcp"));
    }

    @Test
    void badOptionsSayNothingAboutTheServer() throws Exception {
        assertThat(ask(records(), "type", "NONSENSE")).isInstanceOf(Inconclusive.class);
        assertThat(ask(records(), "type", "TYPE65536")).isInstanceOf(Inconclusive.class);
        assertThat(ask(records(), "flags", "zz")).isInstanceOf(Inconclusive.class);
        assertThat(ask(records(), "name", "a..b")).isInstanceOf(Inconclusive.class);
        assertThat(ask(records(), "name", "x".repeat(64))).isInstanceOf(Inconclusive.class);
        assertThat(ask(records(), "name", "abc.".repeat(70))).isInstanceOf(Inconclusive.class);
    }

    @Test
    void overTcpAnotherNumberIsNoAnswer() throws Exception {
        Dialogue wrong = (in, out) -> {
            byte[] answer = Replies.to(in.readNBytes(19), Replies.AUTHORITATIVE);
            out.write(Replies.withLength(Arrays.copyOfRange(answer, 1, answer.length)));
        };
        assertThat(Asking.once(new DnsCheck(), new ScriptedServer(Behaviour.ANSWERS, wrong)))
                .isInstanceOfSatisfying(Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(Reason.PROTOCOL));
    }

    @Test
    void namesThatPointInCirclesAndRecordsThatEndEarlyAreProtocolErrors() throws Exception {
        assertThat(ask(records(Replies.entry(RecordType.NS, "c02d")), "name", "www.example.org", "type", "NS"))
                .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.text()).contains("circles"));
        assertThat(ask(records(Replies.entry(RecordType.A, "c00002")), "type", "A")).isInstanceOfSatisfying(
                Failed.class, failed -> assertThat(failed.text()).contains("ends in the middle"));
        assertThat(ask(records(Replies.entry(RecordType.A, "c000020101")), "type", "A")).isInstanceOfSatisfying(
                Failed.class, failed -> assertThat(failed.text()).contains("has 5 bytes"));
    }

    @Test
    void noBytesMakeItBreakInAnotherWayThanAnIoException() {
        var random = new Random(7);
        byte[] good = Replies.to(new byte[]{1, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'a', 0, 0, 2, 0, 1}, 0x8400,
                Replies.entry(RecordType.MX, "000a016dc00c"), Replies.entry(RecordType.TXT, "0161"),
                Replies.entry(RecordType.SOA, "c00cc00c0000000100000002000000030000000400000005"));
        int whole = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(good, good.length - random.nextInt(3));
            for (int hits = random.nextInt(4); hits > 0; hits--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                whole += Answer.read(bytes).records().size();
            } catch (IOException _) {
                // what a broken message is
            }
        }
        assertThat(whole).isPositive();
    }
}
