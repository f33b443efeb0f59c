package org.stackbook.session;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Turns calls of {@code System.exit} in a compiled snippet into calls of {@link SystemExit#exit}.
 * Both have one signature, so it is enough to let the constant pool name the other class; code and
 * frames stay as they are. Works on every JDK, where a security manager does not.
 */
final class ExitGuard {

  private static final String TARGET = SystemExit.class.getName().replace('.', '/');

  /** Where the constant pool begins: after magic, versions and its count. */
  private static final int POOL = 10;

  private final ByteBuffer in;

  /** Position of each constant's content, just after its tag. */
  private final int[] at;

  private int poolEnd;

  private ExitGuard(byte[] classFile) {
    this.in = ByteBuffer.wrap(classFile);
    this.at = new int[in.getShort(POOL - 2) & 0xffff];
  }

  static byte[] guard(byte[] classFile) {
    ExitGuard guard = new ExitGuard(classFile.clone());
    guard.readPool();
    return guard.redirect() ? guard.withTarget() : classFile;
  }

  private void readPool() {
    int position = POOL;
    for (int i = 1; i < at.length; i++) {
      int tag = in.get(position);
      at[i] = position + 1;
      position +=
          1
              + switch (tag) {
                case 1 -> 2 + u2(position + 1); // text
                case 3, 4, 9, 10, 11, 12, 17, 18 ->
                    4; // int, float, members, name and type, dynamic
                case 5, 6 -> 8; // long, double
                case 7, 8, 16, 19, 20 -> 2; // class, string, method type, module, package
                case 15 -> 3; // method handle
                default -> throw new IllegalArgumentException("constant of kind " + tag);
              };
      if (tag == 5 || tag == 6) {
        i++; // they count twice
      }
    }
    poolEnd = position;
  }

  /** Lets each reference to {@code System.exit} name the class that is added behind the pool. */
  private boolean redirect() {
    boolean found = false;
    for (int i = 1; i < at.length; i++) {
      if (at[i] != 0 && in.get(at[i] - 1) == 10 && isExit(at[i])) {
        in.putShort(at[i], (short) (at.length + 1));
        found = true;
      }
    }
    return found;
  }

  private boolean isExit(int methodRef) {
    int owner = at[u2(methodRef)];
    int nameAndType = at[u2(methodRef + 2)];
    return text(at[u2(owner)]).equals("java/lang/System")
        && text(at[u2(nameAndType)]).equals("exit")
        && text(at[u2(nameAndType + 2)]).equals("(I)V");
  }

  private byte[] withTarget() {
    byte[] old = in.array();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(old, 0, POOL - 2);
      out.writeShort(at.length + 2);
      out.write(old, POOL, poolEnd - POOL);
      out.writeByte(1);
      out.writeUTF(TARGET);
      out.writeByte(7);
      out.writeShort(at.length);
      out.write(old, poolEnd, old.length - poolEnd);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private int u2(int position) {
    return in.getShort(position) & 0xffff;
  }

  private String text(int position) {
    return new String(in.array(), position + 2, u2(position), StandardCharsets.UTF_8);
  }
}
