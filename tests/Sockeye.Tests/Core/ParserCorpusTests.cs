using CsCheck;
using Sockeye.Tests.Testing;
using Sockeye.Tests.Testing.Fuzzing;

namespace Sockeye.Tests.Core;

/// <summary>Every parser on its corpus, on the corpus with bytes changed, and on bytes that mean nothing.</summary>
public sealed class ParserCorpusTests
{
    public static TheoryData<string> ParserNames => [.. ParserTable.All.Keys];

    [Theory]
    [MemberData(nameof(ParserNames))]
    public void Parse_OfTheCorpus_GivesWhatTheFileNameSays(string parser)
    {
        var files = Corpus.Of(parser).ToList();
        files.Count.ShouldBeGreaterThan(2);
        foreach (var (name, bytes) in files)
        {
            ParserTable.All[parser](bytes).ShouldBe(Corpus.Expected(name), $"{parser}/{name}");
        }
    }

    [Theory]
    [MemberData(nameof(ParserNames))]
    public void Parse_OfTheCorpusWithBytesChanged_IsTotal(string parser)
    {
        var seeds = Corpus.Of(parser).Select(f => f.Bytes).Where(b => b.Length is > 0 and < 600).ToArray();
        var changes = Gen.Select(Gen.Int[0, 599], Gen.Byte).Array[1, 4];
        Gen.Select(Gen.Int[0, seeds.Length - 1].Select(i => seeds[i]), changes).Sample(
            (seed, edits) =>
            {
                var bytes = seed.ToArray();
                foreach (var (position, value) in edits)
                {
                    bytes[position % bytes.Length] = value;
                }

                ParserTable.All[parser](bytes);
            },
            iter: 300);
    }

    [Theory]
    [MemberData(nameof(ParserNames))]
    public void Parse_OfAnyBytes_IsTotal(string parser) =>
        Gen.Byte.Array[0, 80].Sample(bytes => { ParserTable.All[parser](bytes); }, iter: 300);

    [Theory]
    [MemberData(nameof(ParserNames))]
    public void Parse_OfMutationsOfTheCorpus_IsTotal(string parser)
    {
        const int seed = 4;
        var seeds = Corpus.Of(parser).Select(f => f.Bytes).Where(b => b.Length < 600).ToList();
        var mutator = new Mutator(seed);
        for (var count = 0; count < 2000; count++)
        {
            var bytes = mutator.Next(seeds, longestBytes: 400);
            try
            {
                ParserTable.All[parser](bytes);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{parser}: {Convert.ToHexString(bytes)}", exception);
            }
        }
    }
}
