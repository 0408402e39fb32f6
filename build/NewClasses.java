import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a jar the form of Java 8 where they have an older one: the JVM takes classes before Java 6 into no start-up
 * cache, so picocli, which is compiled for Java 5, was read, parsed and verified at each call of lvsctl (0.07 s of processor time).
 * What they do is the same. Started as {@code java NewClasses.java JAR}, by ./arapaima build.
 */
final class NewClasses {
    private static final int JAVA_6 = 50;
    private static final int JAVA_8 = 52;

    private NewClasses() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path beside = jar.resolveSibling(jar.getFileName() + ".new");
        try (var classes = new URLClassLoader(new URL[]{jar.toUri().toURL()});
                var in = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(beside);
                var out = new ZipOutputStream(file)) {
            ClassFile form = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)
                            .orElse(ClassHierarchyResolver.defaultResolver())));
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] content = in.getInputStream(entry).readAllBytes();
                ZipEntry renewed = new ZipEntry(entry.getName());
                renewed.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(renewed);
                out.write(entry.getName().endsWith(".class") ? renewed(form, content) : content);
                out.closeEntry();
            }
        }
        Files.setLastModifiedTime(beside, Files.getLastModifiedTime(jar));
        Files.move(beside, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] renewed(ClassFile form, byte[] content) {
        ClassModel old = form.parse(content);
        // The code is written anew, and so gets the frames that a verifier of today wants.
        return old.majorVersion() >= JAVA_6
                ? content
                : form.transformClass(old, ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen(ClassTransform.endHandler(to -> to.withVersion(JAVA_8, 0))));
    }
}
