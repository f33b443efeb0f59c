package org.stackbook.docs;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Types and members as a reader of Java writes them, without packages. */
public final class Signature {

  private Signature() {}

  /** {@code Placement Placement.fail(String... names)}. */
  static String of(Member member, List<String> parameterNames) {
    String owner = of((Type) member.getDeclaringClass());
    boolean hidden = owner.startsWith("$"); // made up by JShell around what a cell declares
    String prefix = hidden ? "" : owner + ".";
    if (member instanceof Field field) {
      return of(field.getGenericType()) + " " + prefix + field.getName();
    }
    Executable executable = (Executable) member;
    String thrown =
        Arrays.stream(executable.getGenericExceptionTypes())
            .map(Signature::of)
            .collect(Collectors.joining(", "));
    String head =
        executable instanceof Constructor
            ? owner
            : of(((Method) executable).getGenericReturnType()) + " " + prefix + member.getName();
    return variables(executable.getTypeParameters(), " ")
        + head
        + parameters(executable, parameterNames)
        + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  /** {@code (String... names)}: the parameters, with their names as far as they are given. */
  public static String parameters(Executable executable, List<String> names) {
    Type[] types = executable.getGenericParameterTypes();
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      String type = of(types[i]);
      if (executable.isVarArgs() && i == types.length - 1 && type.endsWith("[]")) {
        type = type.substring(0, type.length() - 2) + "...";
      }
      parts.add(i < names.size() ? type + " " + names.get(i) : type);
    }
    return "(" + String.join(", ", parts) + ")";
  }

  /** {@code final class Placement extends Result}. */
  static String of(Class<?> type) {
    String kind =
        type.isAnnotation()
            ? "@interface "
            : type.isInterface()
                ? "interface "
                : type.isEnum() ? "enum " : type.isRecord() ? "record " : "class ";
    boolean plain = kind.equals("class ");
    String modifiers =
        (plain && Modifier.isAbstract(type.getModifiers()) ? "abstract " : "")
            + (plain && Modifier.isFinal(type.getModifiers()) ? "final " : "");
    Type parent = type.getGenericSuperclass();
    String extended =
        plain && parent != null && parent != Object.class ? " extends " + of(parent) : "";
    Type[] interfaces = type.isAnnotation() ? new Type[0] : type.getGenericInterfaces();
    String implemented =
        interfaces.length == 0
            ? ""
            : (type.isInterface() ? " extends " : " implements ") + joined(interfaces);
    String components =
        type.isRecord()
            ? Stream.of(type.getRecordComponents())
                .map(c -> of(c.getGenericType()) + " " + c.getName())
                .collect(Collectors.joining(", ", "(", ")"))
            : "";
    return modifiers
        + kind
        + nested(type)
        + variables(type.getTypeParameters(), "")
        + components
        + extended
        + implemented;
  }

  /** A type as it is written where it is used. */
  public static String of(Type type) {
    if (type instanceof Class<?> plain) {
      return plain.isArray() ? of((Type) plain.getComponentType()) + "[]" : nested(plain);
    }
    if (type instanceof ParameterizedType generic) {
      return of(generic.getRawType()) + "<" + joined(generic.getActualTypeArguments()) + ">";
    }
    if (type instanceof GenericArrayType array) {
      return of(array.getGenericComponentType()) + "[]";
    }
    if (type instanceof WildcardType wildcard) {
      return wildcard.getLowerBounds().length > 0
          ? "? super " + joined(wildcard.getLowerBounds())
          : wildcard.getUpperBounds()[0] == Object.class
              ? "?"
              : "? extends " + joined(wildcard.getUpperBounds());
    }
    return type.getTypeName();
  }

  private static String nested(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null || outer.getSimpleName().startsWith("$")
        ? type.getSimpleName()
        : nested(outer) + "." + type.getSimpleName();
  }

  private static String joined(Type[] types) {
    return Arrays.stream(types).map(Signature::of).collect(Collectors.joining(", "));
  }

  private static String variables(TypeVariable<?>[] variables, String after) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(
                v ->
                    v.getBounds()[0] == Object.class
                        ? v.getName()
                        : v.getName() + " extends " + joined(v.getBounds()))
            .collect(Collectors.joining(", ", "<", ">" + after));
  }
}
