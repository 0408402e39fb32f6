package io.arapaima.config;

import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A configuration as plain maps and lists for JSON: every keyword with the value it has in effect. */
public final class EffectiveValues {
    private EffectiveValues() {}

    /**
     * All keywords of all levels under lvs.cf's own names, defaults included. Addresses are text; numbers, seconds among
     * them, are Long, or Double where they have a fraction; booleans are 0 or 1; what is unset is null. A value of two
     * parts is two entries ({@code address} and {@code device}, {@code nat_router} and {@code nat_router_device}).
     * {@code virtual}, {@code failover} and, inside them, {@code server} are lists of maps that begin with {@code name}.
     * Passwords are {@code ***}.
     *
     * @param config the configuration
     * @return maps in the order of the canonical file; those of blocks are made whenever they are asked for, because all of a large
     *     file are ten times as large as it is
     */
    public static Map<String, @Nullable Object> of(LvsConfig config) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        show(Level.TOP, config.values(), shown);
        shown.put("primary_private", Literals.text(config.primaryPrivate()));
        shown.put("backup_private", Literals.text(config.backupPrivate()));
        shown.computeIfAbsent(TopKeywords.HARD_SHUTDOWN.name(), _ -> 1L);
        shown.put("deadtime", DurationType.seconds(config.deadtime()));
        shown.put("virtual", services(config, config.virtuals()));
        shown.put("failover", services(config, config.failovers()));
        return shown;
    }

    private static List<Map<String, @Nullable Object>> services(LvsConfig config, List<VirtualService> services) {
        return new Shown<>(services, service -> service(config, service));
    }

    private static Map<String, @Nullable Object> service(LvsConfig config, VirtualService service) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", service.name());
        show(Level.BLOCK, service.values(), values);
        for (Keyword<?> keyword : List.of(CheckKeywords.CHECK_INTERVAL, CheckKeywords.CONNECT_TIMEOUT,
                CheckKeywords.CHECK_TIMEOUT)) {
            values.computeIfAbsent(keyword.name(), _ -> DurationType.seconds(service.timeout()));
        }
        values.computeIfAbsent(CheckKeywords.FALL.name(), _ -> 1L);
        values.computeIfAbsent(CheckKeywords.CHECK_PATH.name(), _ -> CheckPath.DIRECT.word());
        values.put(WeightKeywords.LOAD_MODE.name(), service.weighing().loadMode().word());
        values.computeIfAbsent(WeightKeywords.SLOW_START.name(), _ -> service.monitored() ? 0L : 1L);
        delivery(config.delivery(service), values);
        values.put("server", new Shown<>(service.servers(), server -> server(config, service, server)));
        return values;
    }

    private static Map<String, @Nullable Object> server(LvsConfig config, VirtualService service, RealServer server) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("name", server.name());
        show(Level.SERVER, server.values(), values);
        delivery(config.delivery(service, server), values);
        CheckSettings check = service.check(server);
        values.put(CheckKeywords.CHECK.name(), check.check().map(Object::toString).orElse(null));
        values.put(CheckKeywords.CHECK_INTERVAL.name(), DurationType.seconds(check.interval()));
        values.put(CheckKeywords.CONNECT_TIMEOUT.name(), DurationType.seconds(check.connectTimeout()));
        values.put(CheckKeywords.CHECK_TIMEOUT.name(), DurationType.seconds(check.checkTimeout()));
        values.put(CheckKeywords.RISE.name(), check.rise().isPresent() ? (long) check.rise().getAsInt() : null);
        values.put(CheckKeywords.FALL.name(), (long) check.fall());
        values.put(CheckKeywords.CHECK_PORT.name(), (long) check.port());
        values.put(CheckKeywords.CHECK_PATH.name(), check.path().word());
        return values;
    }

    /** Blocks, each shown whenever it is asked for. */
    private static final class Shown<T> extends AbstractList<Map<String, @Nullable Object>> {
        private final List<T> blocks;
        private final Function<T, Map<String, @Nullable Object>> show;

        Shown(List<T> blocks, Function<T, Map<String, @Nullable Object>> show) {
            this.blocks = blocks;
            this.show = show;
        }

        @Override
        public Map<String, @Nullable Object> get(int index) {
            return show.apply(blocks.get(index));
        }

        @Override
        public int size() {
            return blocks.size();
        }
    }

    private static void delivery(Delivery delivery, Map<String, @Nullable Object> into) {
        into.put(DeliveryKeywords.FORWARDING.name(), delivery.forwarding().word());
        into.put(DeliveryKeywords.TUNNEL_TYPE.name(), delivery.tunnelType().word());
        into.put(DeliveryKeywords.TUNNEL_PORT.name(), delivery.tunnelPort() == 0 ? null : (long) delivery.tunnelPort());
        into.put(DeliveryKeywords.TUNNEL_CHECKSUM.name(), delivery.tunnelChecksum().word());
        into.put(DeliveryKeywords.UPPER_THRESHOLD.name(), delivery.upperThreshold());
        into.put(DeliveryKeywords.LOWER_THRESHOLD.name(), delivery.lowerThreshold());
    }

    private static void show(Level level, Values values, Map<String, @Nullable Object> into) {
        for (Keyword<?> keyword : Keywords.of(level)) {
            if (keyword.origin() != Keyword.Origin.LEFTOVER) {
                show(keyword, values, into);
            }
        }
        values.options().forEach((keyword, value) -> into.put(keyword,
                Secret.isKeyword(keyword) ? Secret.MASK : value.json()));
    }

    private static <T> void show(Keyword<T> keyword, Values values, Map<String, @Nullable Object> into) {
        Optional<T> value = values.find(keyword);
        keyword.type().show(keyword.name(), value, into);
    }
}
