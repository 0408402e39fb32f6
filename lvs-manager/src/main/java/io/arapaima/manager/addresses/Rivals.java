package io.arapaima.manager.addresses;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.AddressAlarm;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.manager.memory.Chronicle;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Asks afterwards who else has an address that was taken without a question, because a takeover must not wait for it: once
 * the former owner's lease must have ended, and as long as somebody answers. Used by the director's thread.
 */
final class Rivals {
    private final Questions questions;
    private final Chronicle chronicle;
    private final Map<VirtualAddress, Long> due = new HashMap<>();
    private final Map<VirtualAddress, Future<Standing.Answer>> asked = new HashMap<>();

    Rivals(Questions questions, Chronicle chronicle) {
        this.questions = questions;
        this.chronicle = chronicle;
    }

    void suspect(VirtualAddress address, Duration after, long nowNanos) {
        due.put(address, nowNanos + after.toNanos());
    }

    void forget(VirtualAddress address) {
        due.remove(address);
        asked.remove(address);
        chronicle.trouble(subject(address), Reason.NONE);
    }

    void look(long nowNanos) {
        due.entrySet().removeIf(entry -> {
            boolean now = nowNanos - entry.getValue() >= 0;
            if (now) {
                asked.put(entry.getKey(), questions.ask(entry.getKey()));
            }
            return now;
        });
        for (Iterator<Map.Entry<VirtualAddress, Future<Standing.Answer>>> all = asked.entrySet().iterator(); all
                .hasNext();) {
            var one = all.next();
            if (one.getValue().isDone()) {
                all.remove();
                judge(one.getKey(), one.getValue().resultNow(), nowNanos);
            }
        }
    }

    private void judge(VirtualAddress address, Standing.Answer answer, long nowNanos) {
        chronicle.trouble(subject(address),
                answer.occupant().<Reason>map(mac -> new AddressAlarm.AddressTwice(mac.toString()))
                        .orElse(Reason.NONE));
        if (answer.occupant().isPresent()) {
            suspect(address, Standing.AGAIN, nowNanos);
        }
    }

    private static String subject(VirtualAddress address) {
        return "second owner of " + address;
    }
}
