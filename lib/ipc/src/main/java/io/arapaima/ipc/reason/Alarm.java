package io.arapaima.ipc.reason;

/** Something that is wrong with a director itself, and not with a real server. {@link English} says it to people. */
public sealed interface Alarm extends Reason
        permits AddressAlarm, DiskAlarm, EngineAlarm, HubAlarm, MailAlarm, PairAlarm, PluginAlarm, ProcessAlarm {}
