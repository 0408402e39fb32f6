package io.arapaima.pulse.wire;

import org.jgroups.Message;
import org.jgroups.Message.Flag;
import org.jgroups.util.MaxOneThreadPerSender;

/**
 * Beats are delivered by the thread that receives them, because handing them to another costs a switch each, which is more
 * than the rest of a beat. Everything that is sent reliably goes to JGroups' pool as ever, and cannot delay beats.
 */
final class BeatsAtOnce extends MaxOneThreadPerSender {
    @Override
    public boolean process(Message message, boolean outOfBand) {
        if (!outOfBand || !message.isFlagSet(Flag.NO_RELIABILITY)) {
            return super.process(message, outOfBand);
        }
        tp.passMessageUp(message, true, message.getDest() == null, message.getDest() == null);
        return true;
    }
}
