package io.arapaima.pulse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Notices that a partner's packets come and cannot be opened: it has another key, or somebody forges them. */
final class Strangers implements AutoCloseable {
    private static final long LOOK_SECONDS = 2;
    /** A handful are stray packets. */
    private static final long MANY = 5;

    private final Heartbeat heartbeat;
    private final Rules rules;
    private final Consumer<Input> inbox;
    private final Map<String, Correspondent.Counts> before = new HashMap<>();
    private final Map<String, Boolean> told = new HashMap<>();
    private volatile boolean closed;

    private Strangers(Heartbeat heartbeat, Rules rules, Consumer<Input> inbox) {
        this.heartbeat = heartbeat;
        this.rules = rules;
        this.inbox = inbox;
    }

    static Strangers watch(Heartbeat heartbeat, Rules rules, Consumer<Input> inbox) {
        var strangers = new Strangers(heartbeat, rules, inbox);
        Thread.ofPlatform().name("strangers").daemon().start(strangers::run);
        return strangers;
    }

    private void run() {
        try {
            while (!closed) {
                TimeUnit.SECONDS.sleep(LOOK_SECONDS);
                heartbeat.traffic().forEach(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Heartbeat.Traffic traffic) {
        List<String> names = rules.partners().stream().filter(d -> d.rank() == traffic.rank())
                .map(Rules.Director::name).toList();
        String subject = String.join("", names) + " key over the " + traffic.path() + " path";
        Correspondent.Counts now = traffic.counts();
        Correspondent.Counts was = before.put(subject, now);
        boolean many = was != null && now.unopened() - was.unopened() > MANY;
        if (many != told.getOrDefault(subject, false)) {
            told.put(subject, many);
            boolean none = was != null && now.opened() == was.opened();
            inbox.accept(new Input.Noticed(subject, !many
                    ? ""
                    : none
                            ? "its packets cannot be opened: it uses another heartbeat_key; copy the file of this director"
                            : "packets from its address cannot be opened, beside its own; somebody forges them"));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
