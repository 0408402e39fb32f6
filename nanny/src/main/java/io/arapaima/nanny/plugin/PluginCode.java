package io.arapaima.nanny.plugin;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes the code of a plugin harmless before it is defined: a call that would end the process throws instead, and every
 * loop comes by {@link PluginGate#loop()}, so that a probe which spins or swallows interrupts can be ended.
 *
 * <p>Out of reach are exits by reflection or native code, and loops inside the JDK. The first is answered by the restart
 * of this process, the second by spare carrier threads and {@link Conduct}.
 */
final class PluginCode {
    private static final System.Logger LOG = System.getLogger("nanny");
    private static final ClassDesc GATE = ClassDesc.of(PluginGate.class.getName());
    private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);
    private static final MethodTypeDesc STATUS = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);

    private final ClassFile classFile;

    /** The loader answers for the plugin's own classes, whose kinship the verifier wants to know. */
    PluginCode(ClassLoader loader) {
        this.classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver
                .defaultResolver().orElse(ClassHierarchyResolver.ofResourceParsing(loader))));
    }

    byte[] harmless(String name, byte[] code) {
        try {
            ClassModel model = classFile.parse(code);
            return classFile.transformClass(model,
                    ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Gated::new)));
        } catch (IllegalArgumentException e) {
            // A class that refers to one that is not there cannot be laid out anew; most often nobody ever uses it.
            LOG.log(System.Logger.Level.DEBUG, "class {0} stays as it is: {1}", name, e.getMessage());
            return code;
        }
    }

    private static final class Gated implements CodeTransform {
        private final Set<Label> behind = new HashSet<>();

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
            if (element instanceof LabelTarget target) {
                behind.add(target.label());
            } else if (element instanceof BranchInstruction branch && behind.contains(branch.target())) {
                builder.invokestatic(GATE, "loop", NOTHING);
            } else if (element instanceof InvokeInstruction call && endsProcess(call)) {
                boolean ofRuntime = call.owner().asSymbol().equals(RUNTIME);
                builder.invokestatic(GATE, "exit", ofRuntime ? STATUS.insertParameterTypes(0, RUNTIME) : STATUS);
                return;
            }
            builder.with(element);
        }

        private static boolean endsProcess(InvokeInstruction call) {
            String method = call.name().stringValue();
            return switch (call.owner().asInternalName()) {
                case "java/lang/System" -> method.equals("exit");
                case "java/lang/Runtime" -> method.equals("exit") || method.equals("halt");
                default -> false;
            };
        }
    }
}
