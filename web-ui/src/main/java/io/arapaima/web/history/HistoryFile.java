package io.arapaima.web.history;

import io.arapaima.daemon.OwnFile;
import io.arapaima.daemon.WholeFile;
import io.arapaima.ipc.JsonFile;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The history on the disk, whole or not at all: {@code AHIS}, version 1, last slot, number of series; of each its id, kind and rings. What cannot be
 * read is set aside, and a new history begins.
 */
final class HistoryFile {
    static final int VERSION = 1;
    private static final int MAGIC = 0x41484953;
    private static final System.Logger LOG = System.getLogger("web");

    private final Path file;

    HistoryFile(Path state) {
        this.file = state.resolve("history-" + VERSION + ".gz");
    }

    void save(History history) throws IOException {
        byte[] content = history.with(HistoryFile::packed);
        WholeFile.write(file, content, OwnFile.PRIVATE);
    }

    private static byte[] packed(long last, Map<String, Series> all) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeLong(last);
            out.writeInt(all.size());
            for (Map.Entry<String, Series> entry : all.entrySet()) {
                Series series = entry.getValue();
                out.writeUTF(entry.getKey());
                out.writeBoolean(series.measures().equals(Measure.OF_SERVICE));
                out.writeBoolean(series.rings(Span.DAY).length > 0);
                out.writeLong(series.seen());
                for (Span span : Span.values()) {
                    for (char[] ring : series.rings(span)) {
                        var packed = ByteBuffer.allocate(ring.length * Character.BYTES);
                        packed.asCharBuffer().put(ring);
                        out.write(packed.array());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    void load(History history) {
        try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                throw new IOException("it is no history of version " + VERSION);
            }
            read(in, history);
        } catch (NoSuchFileException e) {
            // the first start
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "{0} cannot be read ({1}); {2}, and the charts begin anew", file,
                    e.getMessage(), JsonFile.setAside(file).map(aside -> "it is kept as " + aside)
                            .orElse("it cannot be renamed"));
        }
    }

    private static void read(DataInputStream in, History history) throws IOException {
        long last = in.readLong();
        int count = in.readInt();
        if (count < 0 || count > History.MOST) {
            throw new IOException(count + " series; at most " + History.MOST + " are kept");
        }
        Map<String, Series> all = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String id = in.readUTF();
            List<Measure> measures = in.readBoolean() ? Measure.OF_SERVICE : Measure.OF_SERVER;
            var series = new Series(measures, in.readBoolean());
            series.seen(in.readLong());
            for (Span span : Span.values()) {
                for (char[] ring : series.rings(span)) {
                    ByteBuffer.wrap(in.readNBytes(ring.length * Character.BYTES)).asCharBuffer().get(ring);
                }
            }
            all.put(id, series);
        }
        history.restore(last, all);
    }
}
