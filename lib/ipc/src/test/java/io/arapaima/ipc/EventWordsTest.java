package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.reason.Japanese;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.reason.WeightReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventWordsTest {
    private static final Pattern KANA = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");

    private static Event event(String was, String now, Event.Facts facts) {
        return new Event(7, Instant.EPOCH, Event.Kind.SERVER_DOWN, Subject.ofText("web/s1"), was, now,
                "REFUSED: Connection refused, 2 of 2", "not in the table, 2 of 3 servers in service", "", facts);
    }

    private static Event.Facts facts(Reason... causes) {
        return new Event.Facts("10.0.0.1:80", "10.0.0.9:80 TCP", 2, 3, Optional.empty(), List.of(causes));
    }

    @Test
    void anEventIsSaidInBothLanguages() {
        Event down = event("up", "down", facts(new Reason.Failed("REFUSED", "Connection refused", 2)));
        assertThat(EventWords.japanese(down)).isEqualTo(new EventWords("稼働中", "障害", "接続拒否、2回連続で失敗",
                "リアルサーバ3台中2台が稼働"));
        assertThat(down).extracting(Event::was, Event::now, Event::why, Event::effect).containsExactly("up", "down",
                "REFUSED: Connection refused, 2 of 2", "not in the table, 2 of 3 servers in service");
    }

    @Test
    void whatIsNoDataStaysAsItWasSaid() {
        assertThat(EventWords.japanese(event("", "weight 12", Event.Facts.NONE))).isEqualTo(new EventWords("",
                "重み付け 12", "REFUSED: Connection refused, 2 of 2", "not in the table, 2 of 3 servers in service"));
    }

    @ParameterizedTest
    @EnumSource
    void everyStateOfAServerIsSaid(ServerState state) {
        assertThat(EventWords.japanese(event("", state.word(), Event.Facts.NONE)).now()).containsPattern(KANA);
    }

    @ParameterizedTest
    @EnumSource
    void everyStateOfAServiceIsSaid(Serving serving) {
        assertThat(EventWords.japanese(event(serving.word(), "", Event.Facts.NONE)).was()).containsPattern(KANA);
    }

    @Test
    void aDirectorsRoleIsSaid() {
        assertThat(EventWords.japanese(event("standby", "active", Event.Facts.NONE)))
                .extracting(EventWords::was, EventWords::now).containsExactly("待機系", "稼働系");
    }

    @Test
    void theWayToAWeightIsSaid() {
        var reason = new WeightReason(100, List.of(
                new WeightReason.Step(new Reason.SlowStart(), WeightReason.Outcome.WEIGHT, 24),
                new WeightReason.Step(new Reason.Passes("200 OK"), WeightReason.Outcome.NOTHING, 0),
                new WeightReason.Step(new Reason.Failed("TIMEOUT", "", 1), WeightReason.Outcome.NOT_IN_TABLE, 0)));
        assertThat(Japanese.of(reason)).isEqualTo(
                "設定値 100、スロースタート中: 24、チェック成功 (200 OK)、応答なし: テーブルから除外");
    }
}
