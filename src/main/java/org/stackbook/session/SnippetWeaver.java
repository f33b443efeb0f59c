package org.stackbook.session;

import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Changes compiled snippets so that they live well in one process with the session: they look
 * whether they shall stop ({@link StopCheck}) before each jump back and where a method begins, and
 * what would end the process ends the cell ({@link SystemExit}).
 *
 * <p>Each change is a static call that takes what already lies on the stack, if anything, and
 * leaves nothing: stack sizes and frames stay valid, and nothing is computed anew.
 */
final class SnippetWeaver {

  private static final String CHECK = internalName(StopCheck.class);
  private static final String EXIT = internalName(SystemExit.class);

  /** What ends the process, as owner, name and descriptor, and its counterpart's descriptor. */
  private static final Map<String, String> EXITS =
      Map.of(
          "java/lang/System.exit(I)V", "(I)V",
          "java/lang/Runtime.exit(I)V", "(Ljava/lang/Runtime;I)V",
          "java/lang/Runtime.halt(I)V", "(Ljava/lang/Runtime;I)V");

  private SnippetWeaver() {}

  static byte[] weave(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new Weaving(writer), 0);
    return writer.toByteArray();
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /** The descriptor of the method of {@link SystemExit} that stands in, if one does. */
  private static @Nullable String standIn(String owner, String name, String descriptor) {
    return EXITS.get(owner + "." + name + descriptor);
  }

  private static final class Weaving extends ClassVisitor {

    Weaving(ClassVisitor next) {
      super(ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new WeavingMethod(super.visitMethod(access, name, descriptor, signature, exceptions));
    }
  }

  private static final class WeavingMethod extends MethodVisitor {

    /** The labels that stand before what is visited now: a jump to one of them goes back. */
    private final Set<Label> passed = new HashSet<>();

    WeavingMethod(MethodVisitor next) {
      super(ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      check();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      checkIfBack(target);
      super.visitJumpInsn(opcode, target);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... targets) {
      checkIfBack(otherwise, targets);
      super.visitTableSwitchInsn(min, max, otherwise, targets);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] targets) {
      checkIfBack(otherwise, targets);
      super.visitLookupSwitchInsn(otherwise, keys, targets);
    }

    private void checkIfBack(Label first, Label... others) {
      if (passed.contains(first) || Arrays.stream(others).anyMatch(passed::contains)) {
        check();
      }
    }

    private void check() {
      super.visitMethodInsn(INVOKESTATIC, CHECK, "check", "()V", false);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      String standIn = standIn(owner, name, descriptor);
      if (standIn == null) {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      } else {
        super.visitMethodInsn(INVOKESTATIC, EXIT, name, standIn, false);
      }
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      Object[] changed = arguments.clone();
      for (int i = 0; i < changed.length; i++) {
        if (changed[i] instanceof Handle handle) {
          changed[i] = guarded(handle);
        }
      }
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, changed);
    }

    private static Handle guarded(Handle handle) {
      String standIn = standIn(handle.getOwner(), handle.getName(), handle.getDesc());
      return standIn == null
          ? handle
          : new Handle(Opcodes.H_INVOKESTATIC, EXIT, handle.getName(), standIn, false);
    }
  }
}
