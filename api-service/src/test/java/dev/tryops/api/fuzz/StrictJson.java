package dev.tryops.api.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Reads RFC 8259, and nothing but it, rule by rule as its grammar stands there; nested at most 100 deep. */
final class StrictJson {

    private static final int MAX_DEPTH = 100;

    private final int[] text;
    private int at;

    private StrictJson(int[] text) {
        this.text = text;
    }

    static Json parse(byte[] utf8) throws Refused {
        StrictJson parser = new StrictJson(StrictUtf8.codePoints(utf8));
        parser.space();
        Json value = parser.value(1);
        parser.space();
        if (parser.at < parser.text.length) {
            throw new Refused("Something follows at " + parser.at);
        }
        return value;
    }

    private int peek() {
        return at < text.length ? text[at] : -1;
    }

    private boolean take(int c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(String expected) throws Refused {
        for (int i = 0; i < expected.length(); i++) {
            if (!take(expected.charAt(i))) {
                throw new Refused("No " + expected + " at " + at);
            }
        }
    }

    private void space() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            at++;
        }
    }

    private Json value(int depth) throws Refused {
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", new Json.Null());
            default -> new Json.Num(number());
        };
    }

    private Json word(String word, Json meaning) throws Refused {
        expect(word);
        return meaning;
    }

    private Json object(int depth) throws Refused {
        requireDepth(depth);
        List<Json.Member> members = new ArrayList<>();
        expect("{");
        space();
        if (take('}')) {
            return new Json.Obj(members);
        }
        do {
            space();
            String name = string();
            space();
            expect(":");
            space();
            members.add(new Json.Member(name, value(depth + 1)));
            space();
        } while (take(','));
        expect("}");
        return new Json.Obj(members);
    }

    private Json array(int depth) throws Refused {
        requireDepth(depth);
        List<Json> items = new ArrayList<>();
        expect("[");
        space();
        if (take(']')) {
            return new Json.Arr(items);
        }
        do {
            space();
            items.add(value(depth + 1));
            space();
        } while (take(','));
        expect("]");
        return new Json.Arr(items);
    }

    private static void requireDepth(int depth) throws Refused {
        if (depth > MAX_DEPTH) {
            throw new Refused("Nested deeper than " + MAX_DEPTH);
        }
    }

    private String string() throws Refused {
        StringBuilder value = new StringBuilder();
        expect("\"");
        while (!take('"')) {
            int c = peek();
            if (c < 0x20) {
                throw new Refused("The text at " + at + " has a control character or no end");
            }
            at++;
            if (c == '\\') {
                value.append(escaped());
            } else {
                value.appendCodePoint(c);
            }
        }
        return value.toString();
    }

    private char escaped() throws Refused {
        int c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit());
            default -> throw new Refused("No such escape at " + at);
        };
    }

    private int hexDigit() throws Refused {
        int c = peek();
        at++;
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
            return (c | 0x20) - 'a' + 10;
        }
        throw new Refused("No hex digit at " + at);
    }

    private String number() throws Refused {
        int begin = at;
        take('-');
        if (!take('0')) {
            digits();
        }
        if (take('.')) {
            digits();
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits();
        }
        return new String(text, begin, at - begin);
    }

    private void digits() throws Refused {
        if (peek() < '0' || peek() > '9') {
            throw new Refused("No digit at " + at);
        }
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
    }
}
