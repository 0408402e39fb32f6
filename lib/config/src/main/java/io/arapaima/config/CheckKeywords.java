package io.arapaima.config;

import java.time.Duration;
import java.util.List;

/** The new keywords that say how a real server is checked: in a block for all its servers, in a server for that one. */
final class CheckKeywords {
    private static final NumberType RUN = new NumberType(1, 1000, "", "3");

    static final Keyword<CheckExpression> CHECK = Keyword.unset("check", new CheckType(),
            "The check plugin to use, or several and how many of them must pass; unset: what `send`, `expect` and `send_program` say, as with Piranha.")
            .added();
    static final Keyword<Duration> CHECK_INTERVAL = Keyword
            .unset("check_interval", DurationType.CHECK, "Time between two checks.").following("= `timeout`").added();
    static final Keyword<Duration> CONNECT_TIMEOUT = Keyword
            .unset("connect_timeout", DurationType.CHECK, "Limit of connecting.").following("= `timeout`").added();
    static final Keyword<Duration> CHECK_TIMEOUT = Keyword
            .unset("check_timeout", DurationType.CHECK, "Limit of one whole check.").following("= `timeout`").added();
    static final Keyword<Long> RISE = Keyword
            .unset("rise", RUN, "Good checks in a row that bring a server up; unset: `reentry` decides.").added();
    static final Keyword<Long> FALL = Keyword
            .unset("fall", RUN, "Failed checks in a row that take a server down.").following("1").added();
    static final Keyword<Long> CHECK_PORT = Keyword
            .unset("check_port", PortType.of(1, true, "8080"), "Port that is checked.")
            .following("the real server's port; with `check_path = vip` the service's").added();
    static final Keyword<CheckPath> CHECK_PATH = Keyword.unset("check_path", ChoiceType.of(CheckPath.class),
            "Where a server is asked: `direct` at its own address, `vip` at the virtual address on the way of its clients, "
                    + "with `forwarding` direct or tunnel and the kernel as data plane.")
            .following("`direct`").added();

    static final List<Keyword<?>> ALL = List.of(CHECK, CHECK_INTERVAL, CONNECT_TIMEOUT, CHECK_TIMEOUT, RISE, FALL,
            CHECK_PORT, CHECK_PATH);

    private CheckKeywords() {}
}
