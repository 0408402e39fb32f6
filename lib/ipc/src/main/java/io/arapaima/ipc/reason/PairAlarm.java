package io.arapaima.ipc.reason;

import io.arapaima.config.Edition;
import java.util.List;

/** A director's pair is not as it should be: this director cannot serve, or nobody could take over from it. */
public sealed interface PairAlarm extends Alarm {
    /** lvs-manager has not spoken yet. */
    record HubNotUp() implements PairAlarm {}

    /**
     * lvs-manager says nothing.
     *
     * @param seconds for how long
     */
    record HubSilent(long seconds) implements PairAlarm {}

    /** lvs-manager is dead. */
    record HubDead() implements PairAlarm {}

    /**
     * Interfaces of virtual addresses are down.
     *
     * @param interfaces which
     */
    record NoLink(List<String> interfaces) implements PairAlarm {
        /** Keeps a copy. */
        public NoLink {
            interfaces = List.copyOf(interfaces);
        }
    }

    /**
     * A heartbeat path's interface is down.
     *
     * @param address this director's on that path
     */
    record NoHeartbeatLink(String address) implements PairAlarm {}

    /**
     * None of the targets of {@code reach} answers.
     *
     * @param targets their addresses
     */
    record TargetsSilent(List<String> targets) implements PairAlarm {
        /** Keeps a copy. */
        public TargetsSilent {
            targets = List.copyOf(targets);
        }
    }

    /** A partner's packets cannot be opened. */
    record KeyDiffers() implements PairAlarm {}

    /** Packets from a partner's address are not its own. */
    record PacketsForged() implements PairAlarm {}

    /** This director takes no role, because a partner that cannot be understood may have it. */
    record StandsBack() implements PairAlarm {}

    /**
     * This director is in maintenance.
     *
     * @param order the operator's
     */
    record MaintainedHere(RoleReason.Maintenance order) implements PairAlarm {}

    /** This director is in maintenance, and no other is heard. */
    record NobodyServes() implements PairAlarm {}

    /**
     * A partner could not be switched off.
     *
     * @param times how often in a row
     * @param error why, one sentence
     */
    record FencingFailed(int times, String error) implements PairAlarm {}

    /** A partner is heard again while it is being switched off. */
    record FencingGoesOn() implements PairAlarm {}

    /**
     * A partner is not heard, so nobody would take over.
     *
     * @param state what is known of it
     */
    record NobodyWouldTakeOver(PartnerState state) implements PairAlarm {}

    /** A partner does not hear this director. */
    record PartnerDeaf() implements PairAlarm {}

    /** A partner is not heard over one of two paths. */
    record PathSilent() implements PairAlarm {}

    /**
     * A partner runs another lvs.cf.
     *
     * @param theirs its
     * @param ours this director's
     */
    record FileDiffers(Edition theirs, Edition ours) implements PairAlarm {}

    /**
     * A partner is in maintenance.
     *
     * @param order the operator's
     */
    record PartnerMaintained(RoleReason.Maintenance order) implements PairAlarm {}

    /**
     * A partner could not take over.
     *
     * @param trouble why, as it says; empty = it does not say
     */
    record PartnerUnfit(String trouble) implements PairAlarm {}
}
