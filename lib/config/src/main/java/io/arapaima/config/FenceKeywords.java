package io.arapaima.config;

import java.time.Duration;
import java.util.List;

/** The keywords of fencing. */
final class FenceKeywords {
    private static final SecretType OPTIONS = new SecretType(
            "options in quotes, separated by blanks, or @ and the path of a file that has one on each line",
            "@/etc/arapaima/fence.options", true);

    static final Keyword<String> FENCE_AGENT = Keyword.unset("fence_agent",
            TextType.of("an absolute path", "/usr/sbin/fence_ipmilan"),
            "Program of the fence-agents that switches a silent director off before its role is taken; unset = nobody "
                    + "does.")
            .added();
    static final Keyword<Secret> PRIMARY_FENCE = Keyword.unset("primary_fence", OPTIONS,
            "What `fence_agent` is told (`key=value`) to fence the primary; never shown.").added();
    static final Keyword<Secret> BACKUP_FENCE = Keyword.unset("backup_fence", OPTIONS,
            "What `fence_agent` is told (`key=value`) to fence the backup; never shown.").added();
    static final Keyword<FenceAction> FENCE_ACTION = Keyword.of("fence_action", ChoiceType.of(FenceAction.class),
            FenceAction.REBOOT, "What the agent does to it: `reboot` or `off`.").added();
    static final Keyword<Duration> FENCE_TIMEOUT = Keyword.of("fence_timeout", SecondsType.from(1, "30"),
            Duration.ofSeconds(30), "An agent that takes longer is killed and has failed.").added();

    static final List<Keyword<?>> ALL = List.of(FENCE_AGENT, PRIMARY_FENCE, BACKUP_FENCE, FENCE_ACTION, FENCE_TIMEOUT);

    private FenceKeywords() {}
}
