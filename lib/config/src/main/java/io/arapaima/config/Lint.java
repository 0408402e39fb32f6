package io.arapaima.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is legal line by line but odd, or impossible, as a whole. Looked for only in files without other errors, so that the
 * first error of a file stays the one that Piranha reports.
 */
final class Lint {
    private final LvsConfig config;
    private final Block file;
    private final CheckCatalogue catalogue;
    private final Problems problems;

    private Lint(LvsConfig config, Block file, CheckCatalogue catalogue, Problems problems) {
        this.config = config;
        this.file = file;
        this.catalogue = catalogue;
        this.problems = problems;
    }

    static void inspect(LvsConfig config, Block file, CheckCatalogue catalogue, Problems problems) {
        Lint lint = new Lint(config, file, catalogue, problems);
        lint.redundancy();
        lint.heartbeat();
        lint.forwarding();
        lint.unsupported();
        lint.mail();
        lint.blocks(Block.Kind.VIRTUAL, config.virtuals());
        lint.blocks(Block.Kind.FAILOVER, config.failovers());
        lint.selection();
    }

    private boolean written(Keyword<?> keyword) {
        return file.has(keyword);
    }

    private void warn(Keyword<?> keyword, String message) {
        problems.warn(file.lineOf(keyword), message);
    }

    private void redundancy() {
        boolean active = config.backupActive();
        if (active && config.backup().isAnyLocalAddress()) {
            warn(TopKeywords.BACKUP_ACTIVE,
                    "backup_active is 1 without an address in backup, so there is no redundancy; write backup = ADDRESS");
        }
        if (active && config.primary().isAnyLocalAddress()) {
            warn(TopKeywords.BACKUP_ACTIVE, "backup_active is 1 without an address in primary, so every node is a "
                    + "backup; write primary = ADDRESS");
        }
        if (written(TopKeywords.BACKUP_PRIVATE) && !written(TopKeywords.PRIMARY_PRIVATE)) {
            warn(TopKeywords.BACKUP_PRIVATE, "backup_private has no effect without primary_private; "
                    + "write both for a second heartbeat path, or neither");
        }
        if (written(TopKeywords.PRIMARY_PRIVATE) && !written(TopKeywords.BACKUP_PRIVATE) && active) {
            warn(TopKeywords.PRIMARY_PRIVATE, "primary_private has no partner on that path; write backup_private");
        }
        if (config.heartbeat().monitorLinks() && !active) {
            warn(TopKeywords.MONITOR_LINKS, "monitor_links has no effect while backup_active is 0");
        }
    }

    private void heartbeat() {
        if (written(TopKeywords.HEARTBEAT) && !config.values().get(TopKeywords.HEARTBEAT) && config.backupActive()) {
            warn(TopKeywords.HEARTBEAT, "heartbeat = 0 has no effect: heartbeats are sent because backup_active is 1");
        }
        if (config.deadtime().compareTo(config.keepalive()) <= 0) {
            warn(written(TopKeywords.DEADTIME) ? TopKeywords.DEADTIME : TopKeywords.KEEPALIVE,
                    "deadtime is " + BeatTimeType.write(config.deadtime()) + " and keepalive "
                            + BeatTimeType.write(config.keepalive())
                            + " seconds, so the partner takes over between two heartbeats; write at least three times "
                            + "keepalive, deadtime = " + BeatTimeType.write(config.keepalive().multipliedBy(3)));
        }
        if (config.heartbeat().takeover() == Takeover.EXCLUSIVE && config.heartbeat().reach().isEmpty()) {
            problems.error(file.lineOf(HeartbeatKeywords.TAKEOVER), Complaint.ARGUMENT, "takeover = exclusive needs "
                    + "targets that tell which of two directors is cut off; write reach = ADDRESS of the gateway");
        }
        if (config.sync() && (config.heartbeat().key().isEmpty()
                || config.heartbeat().protocol() == HeartbeatProtocol.PIRANHA)) {
            warn(TopKeywords.SYNC,
                    "sync has no effect: lvs.cf is sent only to a partner of this suite that shares a key; "
                            + "write heartbeat_key = FILE, or sync = 0");
        }
        piranha();
        fencing();
        List<InetAddress> more = config.heartbeat().moreDirectors();
        if (more.contains(config.primary()) || more.contains(config.backup())) {
            problems.error(file.lineOf(HeartbeatKeywords.MORE_DIRECTORS), Complaint.ARGUMENT,
                    "more_directors has the primary or the backup; write only directors behind these two");
        }
    }

    /** What cannot be said in four bytes. */
    private void piranha() {
        if (config.heartbeat().protocol() != HeartbeatProtocol.PIRANHA) {
            return;
        }
        for (Keyword<?> keyword : List.of(HeartbeatKeywords.TAKEOVER, HeartbeatKeywords.FAILBACK,
                HeartbeatKeywords.MORE_DIRECTORS)) {
            if (config.values().has(keyword)) {
                problems.error(file.lineOf(keyword), Complaint.ARGUMENT, keyword.name() + " needs a partner of this "
                        + "suite; remove it, or write heartbeat_protocol = arapaima when both machines have it");
            }
        }
        if (config.heartbeat().key().isPresent()) {
            warn(HeartbeatKeywords.HEARTBEAT_KEY, "heartbeat_key has no effect with heartbeat_protocol = piranha");
        }
    }

    private void fencing() {
        FenceSettings fencing = config.heartbeat().fencing();
        if (fencing.agent().isEmpty()) {
            FenceKeywords.ALL.stream().filter(config.values()::has)
                    .forEach(k -> warn(k, k.name() + " has no effect without fence_agent"));
            return;
        }
        if (!fencing.agent().get().startsWith("/")) {
            problems.error(file.lineOf(FenceKeywords.FENCE_AGENT), Complaint.ARGUMENT, "fence_agent is "
                    + Quote.of(fencing.agent().get()) + "; write an absolute path, e.g. fence_agent = "
                    + FenceKeywords.FENCE_AGENT.type().example());
        }
        for (Keyword<?> keyword : List.of(FenceKeywords.PRIMARY_FENCE, FenceKeywords.BACKUP_FENCE)) {
            if (!config.values().has(keyword)) {
                warn(FenceKeywords.FENCE_AGENT, "fence_agent cannot be used without " + keyword.name()
                        + ", which tells it how to reach that director; write " + keyword.name() + " = "
                        + keyword.type().example());
            }
        }
        if (config.heartbeat().reach().isEmpty()) {
            warn(FenceKeywords.FENCE_AGENT, "with fence_agent and without reach a director that is cut off fences the "
                    + "one that is not; write reach = ADDRESS of the gateway");
        }
    }

    private void forwarding() {
        // Servers answer the relay itself.
        boolean nat = written(TopKeywords.NETWORK) && config.network() == Forwarding.NAT
                && config.dataPlane() != DataPlaneKind.RELAY;
        if (nat && !config.failsOver() && config.backupActive() && config.natRouter().isEmpty()) {
            warn(TopKeywords.NETWORK, "network is nat without nat_router, so the real servers lose their gateway when "
                    + "the backup takes over; write nat_router = ADDRESS DEVICE");
        }
        if (!config.translates() && written(TopKeywords.NAT_ROUTER)) {
            warn(TopKeywords.NAT_ROUTER, "nat_router has no effect with "
                    + (config.failsOver() ? "service = fos" : "network = " + config.network().word()));
        }
    }

    private void unsupported() {
        for (Keyword<?> keyword : List.of(TopKeywords.PRIMARY_SHARED, TopKeywords.BACKUP_SHARED,
                TopKeywords.RESERVATION_CONFLICT_ACTION)) {
            if (config.values().has(keyword) && config.failsOver()) {
                problems.error(file.lineOf(keyword), Complaint.ARGUMENT, keyword.name()
                        + ": shared SCSI disks are not "
                        + "supported, nothing would keep both directors from writing to the disk; remove the line and "
                        + "fence by other means");
            } else if (config.values().has(keyword)) {
                warn(keyword, keyword.name() + " has no effect: shared SCSI disks are not supported");
            }
        }
        if (config.values().has(TopKeywords.DEBUG_LEVEL)) {
            warn(TopKeywords.DEBUG_LEVEL, "debug_level has no effect, as in Piranha; remove the line");
        }
        if (config.values().has(TopKeywords.IPVSADM)) {
            warn(TopKeywords.IPVSADM, "ipvsadm has no effect: the kernel is spoken to directly");
        }
    }

    private void mail() {
        Mail mail = config.mail();
        boolean clear = mail.tls() == SmtpTls.NONE || mail.tls() == SmtpTls.OPTIONAL;
        if (mail.password().isPresent() && mail.user().isEmpty()) {
            warn(TopKeywords.SMTP_PASSWORD, "smtp_password has no effect without smtp_user");
        } else if (mail.password().isPresent() && clear) {
            warn(TopKeywords.SMTP_PASSWORD, "smtp_password may travel unencrypted with smtp_tls = " + mail.tls().word()
                    + "; write smtp_tls = starttls or smtp_tls = tls");
        }
        boolean any = mail.user().isPresent() || mail.from().isPresent()
                || config.values().has(TopKeywords.SMTP_SERVER) || config.values().has(TopKeywords.EMAIL_LIMIT)
                || mail.reminder().isPresent();
        if (any && mail.to().isEmpty()) {
            Keyword<?> place = Stream.of(TopKeywords.SMTP_SERVER, TopKeywords.EMAIL_LIMIT, TopKeywords.EMAIL_REMINDER)
                    .filter(this::written).findFirst().orElse(TopKeywords.EMAIL_FROM);
            warn(place, "no mail is sent because email_to is not set; write email_to = ADDRESS");
        }
    }

    private void blocks(Block.Kind kind, List<VirtualService> services) {
        List<Block> blocks = file.blocks(kind);
        for (int i = 0; i < services.size(); i++) {
            Problems found = services.get(i).active() ? problems : new Problems();
            new BlockLint(config, services.get(i), blocks.get(i), found).inspect();
            new AddressLint(config, services.get(i), blocks.get(i), found).inspect();
            new PathLint(config, services.get(i), blocks.get(i), catalogue, found).inspect();
            new RuleLint(services.get(i), blocks.get(i), catalogue, found).inspect();
            if (!services.get(i).active()) {
                problems.warnOf(found);
            }
        }
        new SameLint(config, problems).inspect(services, blocks);
    }

    /** Piranha's pulse ends when there is nothing to do; ours runs and says so. */
    private void selection() {
        boolean fos = config.failsOver();
        if (config.inUse().isEmpty()) {
            problems.warn(file.lineOf(TopKeywords.SERVICE), "no active " + (fos ? "failover" : "virtual")
                    + " block, so there is nothing to do; write active = 1 into one");
        }
        List<VirtualService> idle = new ArrayList<>(fos ? config.virtuals() : config.failovers());
        if (idle.stream().anyMatch(VirtualService::active)) {
            problems.warn(file.lineOf(TopKeywords.SERVICE), (fos ? "virtual" : "failover")
                    + " blocks are not run because service is " + config.service());
        }
    }
}
