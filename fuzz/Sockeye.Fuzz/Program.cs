using System.Globalization;
using System.Runtime.CompilerServices;
using Sockeye.Fuzz;
using Sockeye.Tests.Testing.Fuzzing;

// sockeye-fuzz SECONDS SEED FOLDER [PARSER...]: each parser for so long; a finding goes to the folder, and the status is 1.
if (args.Length < 3
    || !double.TryParse(args[0], CultureInfo.InvariantCulture, out var seconds)
    || !int.TryParse(args[1], CultureInfo.InvariantCulture, out var seed))
{
    Console.Error.WriteLine("usage: sockeye-fuzz SECONDS SEED FOLDER [PARSER...]");
    return 2;
}

Instrumentation.Apply();
return Fuzz(TimeSpan.FromSeconds(seconds), seed, args[2], args[3..]);

// A method of its own: nothing of the parsers may be loaded before they are instrumented.
[MethodImpl(MethodImplOptions.NoInlining)]
static int Fuzz(TimeSpan time, int seed, string folder, string[] names)
{
    if (names.FirstOrDefault(name => !ParserTable.All.ContainsKey(name)) is { } unknown)
    {
        Console.Error.WriteLine($"no parser {unknown}; there are: {string.Join(' ', ParserTable.All.Keys)}");
        return 2;
    }

    var status = 0;
    foreach (var name in names.Length > 0 ? names : [.. ParserTable.All.Keys])
    {
        var fuzzer = new ParserFuzzer(name, ParserTable.All[name], seed);
        var finding = fuzzer.Run(time);
        Console.WriteLine(fuzzer.Summary);
        if (finding is var (input, fault))
        {
            var file = Path.Combine(Directory.CreateDirectory(folder).FullName, fuzzer.FileName(input));
            File.WriteAllBytes(file, input);
            Console.WriteLine($"FOUND {file}: it belongs into tests/Sockeye.Tests/Corpus/{name}\n{fault}");
            status = 1;
        }
    }

    return status;
}
