package io.arapaima.check.snmpload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** Version 2c answers that no real agent would give. */
final class ScriptedAgent {
    private ScriptedAgent() {}

    /** An agent that answers every name asked for with a row. */
    static UnaryOperator<byte[]> answering(UnaryOperator<VariableBinding> row) {
        return request -> {
            try {
                return answer(request, row);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static byte[] answer(byte[] request, UnaryOperator<VariableBinding> row) throws IOException {
        var in = new BERInputStream(ByteBuffer.wrap(request));
        BER.decodeHeader(in, new BER.MutableByte());
        var version = new Integer32();
        version.decodeBER(in);
        var community = new OctetString();
        community.decodeBER(in);
        var pdu = new PDU();
        pdu.decodeBER(in);
        pdu.setType(PDU.RESPONSE);
        pdu.setErrorIndex(0);
        pdu.setErrorStatus(0);
        for (int i = 0; i < pdu.size(); i++) {
            pdu.set(i, row.apply(pdu.get(i)));
        }
        int length = version.getBERLength() + community.getBERLength() + pdu.getBERLength();
        var out = new BEROutputStream(ByteBuffer.allocate(length + 10));
        BER.encodeHeader(out, BER.SEQUENCE, length);
        version.encodeBER(out);
        community.encodeBER(out);
        pdu.encodeBER(out);
        ByteBuffer buffer = out.getBuffer().flip();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
