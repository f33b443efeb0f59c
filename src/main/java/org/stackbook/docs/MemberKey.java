package org.stackbook.docs;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a documented thing is called, such that a source file and a class file agree on it: {@code
 * a.b.Outer.Inner}, {@code a.b.Outer#field}, {@code a.b.Outer#method(String[],T)}. Types of
 * parameters are simple names without their arguments: a source does not tell more.
 *
 * @param text the name as above
 */
record MemberKey(String text) {

  /** Of a method or constructor, which is called {@code <init>}. */
  static MemberKey of(String type, String name, List<String> parameterTypes) {
    return new MemberKey(type + "#" + name + "(" + String.join(",", parameterTypes) + ")");
  }

  static MemberKey of(String type, String field) {
    return new MemberKey(type + "#" + field);
  }

  static MemberKey of(Class<?> type) {
    String name = type.getCanonicalName();
    return new MemberKey(name == null ? type.getName() : name);
  }

  static MemberKey of(Member member) {
    String type = of(member.getDeclaringClass()).text();
    if (member instanceof Field) {
      return of(type, member.getName());
    }
    Executable executable = (Executable) member;
    return of(
        type,
        member instanceof Constructor ? "<init>" : member.getName(),
        Arrays.stream(executable.getGenericParameterTypes())
            .map(MemberKey::simpleName)
            .collect(Collectors.toList()));
  }

  private static String simpleName(Type type) {
    if (type instanceof Class<?> plain) {
      return plain.getSimpleName();
    }
    if (type instanceof ParameterizedType generic) {
      return simpleName(generic.getRawType());
    }
    if (type instanceof GenericArrayType array) {
      return simpleName(array.getGenericComponentType()) + "[]";
    }
    return type instanceof TypeVariable<?> variable ? variable.getName() : type.getTypeName();
  }
}
