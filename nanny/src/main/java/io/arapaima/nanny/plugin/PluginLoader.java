package io.arapaima.nanny.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/** Loads the classes of one plugin jar, made harmless by {@link PluginCode}: its own first, then the engine's. */
public final class PluginLoader extends PluginClassLoader {
    private final JarFile jar;
    private final CodeSource source;
    private final PluginCode code = new PluginCode(this);

    PluginLoader(PluginManager manager, PluginDescriptor descriptor, Path file) throws IOException {
        super(manager, descriptor, PluginGate.class.getClassLoader());
        addFile(file.toFile());
        jar = new JarFile(file.toFile(), /* verify= */ false, ZipFile.OPEN_READ, Runtime.version());
        source = new CodeSource(file.toUri().toURL(), (CodeSigner[]) null);
    }

    /** {@return whether the jar has a class of this name} */
    boolean owns(String name) {
        return jar.getEntry(name.replace('.', '/') + ".class") != null;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ZipEntry entry = jar.getEntry(name.replace('.', '/') + ".class");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = code.harmless(name, in.readAllBytes());
            return defineClass(name, bytes, 0, bytes.length, source);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        jar.close();
    }
}
