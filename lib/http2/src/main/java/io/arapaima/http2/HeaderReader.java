package io.arapaima.http2;

import java.net.ProtocolException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Unpacks the header blocks of one connection, in their order (RFC 7541): each may refer to fields of those before. */
final class HeaderReader {
    /** What every server may use as long as it is told nothing else. */
    private static final int TABLE_LIMIT = 4096;
    private static final int INDEXED = 0x80;
    private static final int KEPT = 0x40;
    private static final int NEW_SIZE = 0x20;

    private final int mostBytes;
    /** The newest first. */
    private final Deque<Field> table = new ArrayDeque<>();
    private int tableSize;
    private int tableLimit = TABLE_LIMIT;

    HeaderReader(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Reads a whole block.
     *
     * @throws ProtocolException if it is none, or unpacks to more than the limit
     */
    List<Field> read(ByteBuffer block) throws ProtocolException {
        List<Field> fields = new ArrayList<>();
        int left = mostBytes;
        try {
            while (block.hasRemaining()) {
                int first = block.get() & 0xff;
                if ((first & (INDEXED | KEPT | NEW_SIZE)) == NEW_SIZE) {
                    resize(number(block, first, 0x1f), fields.isEmpty());
                    continue;
                }
                Field field = (first & INDEXED) != 0 ? at(number(block, first, 0x7f)) : literal(block, first);
                left -= field.size();
                if (left < 0) {
                    throw new ProtocolException("header fields of more than " + mostBytes + " bytes");
                }
                fields.add(field);
            }
            return fields;
        } catch (BufferUnderflowException _) {
            throw new ProtocolException("a header block ends in the middle of a field");
        }
    }

    private void resize(int limit, boolean atBeginning) throws ProtocolException {
        if (limit > TABLE_LIMIT || !atBeginning) {
            throw new ProtocolException("a table of header fields is resized to " + limit + " bytes; only up to "
                    + TABLE_LIMIT + ", and at the beginning of a block, is that allowed");
        }
        tableLimit = limit;
        evict();
    }

    private Field literal(ByteBuffer block, int first) throws ProtocolException {
        boolean kept = (first & KEPT) != 0;
        int index = number(block, first, kept ? 0x3f : 0x0f);
        String name = index == 0 ? text(block) : at(index).name();
        var field = new Field(name, text(block));
        if (kept) {
            table.addFirst(field);
            tableSize += field.size();
            evict();
        }
        return field;
    }

    /** The oldest go; a field that is bigger than the table empties it (section 4.4). */
    private void evict() {
        while (tableSize > tableLimit) {
            tableSize -= table.removeLast().size();
        }
    }

    private Field at(int index) throws ProtocolException {
        int own = index - StaticTable.FIELDS.size();
        if (index < 1 || own > table.size()) {
            throw new ProtocolException("a header field refers to entry " + index + " of a table of "
                    + (StaticTable.FIELDS.size() + table.size()));
        }
        if (own <= 0) {
            return StaticTable.FIELDS.get(index - 1);
        }
        Iterator<Field> newest = table.iterator();
        for (int i = 1; i < own; i++) {
            newest.next();
        }
        return newest.next();
    }

    private static String text(ByteBuffer block) throws ProtocolException {
        int first = block.get() & 0xff;
        int length = number(block, first, 0x7f);
        if (length > block.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer bytes = block.slice(block.position(), length);
        block.position(block.position() + length);
        return (first & 0x80) != 0
                ? Huffman.unpacked(bytes)
                : StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    /** Section 5.1, with a limit far beyond every block. */
    private static int number(ByteBuffer block, int first, int most) throws ProtocolException {
        int number = first & most;
        if (number < most) {
            return number;
        }
        for (int shift = 0; shift < 28; shift += 7) {
            int next = block.get() & 0xff;
            number += (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return number;
            }
        }
        throw new ProtocolException("a number in a header block has more than 28 bits");
    }
}
