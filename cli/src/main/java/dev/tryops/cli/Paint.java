package dev.tryops.cli;

import picocli.CommandLine.Help.Ansi;

/** Colours at a terminal, where the user wants them; plain text everywhere else. */
final class Paint {

    private Paint() {}

    static String red(Console console, String text) {
        return in(console, "red", text);
    }

    static String green(Console console, String text) {
        return in(console, "green", text);
    }

    private static String in(Console console, String colour, String text) {
        return console.interactive() && Ansi.AUTO.enabled() ? Ansi.ON.string("@|" + colour + " " + text + "|@") : text;
    }
}
