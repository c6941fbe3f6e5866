package dev.tryops.api.fuzz;

import java.util.List;

/** A JSON value as its text says it: every member of an object, numbers as they are written. */
sealed interface Json {

    record Obj(List<Member> members) implements Json {}

    record Arr(List<Json> items) implements Json {}

    /** Escapes may have left halves of surrogate pairs in it. */
    record Text(String value) implements Json {}

    record Num(String literal) implements Json {}

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}

    record Member(String name, Json value) {}
}
