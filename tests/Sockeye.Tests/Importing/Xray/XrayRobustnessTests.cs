using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Sockeye.Control.Importing;
using Sockeye.Control.Importing.Xray;

namespace Sockeye.Tests.Importing.Xray;

/// <summary>A large file, cut and bent everywhere.</summary>
public sealed class XrayRobustnessTests
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    // Keys that Xray takes as one text or as a list, and the port, a number or a text.
    private static readonly string[] Either = ["alpn", "inboundTag", "user", "network", "port"];

    private static string WithoutHashes => XraySamples.Large.Replace("# the first", "", StringComparison.Ordinal);

    [Fact]
    public void Read_CutAtEveryByte_IsOneRefusalWithItsPlace()
    {
        var whole = Encoding.UTF8.GetBytes(XraySamples.Large);
        for (var length = 0; length < whole.Length; length++)
        {
            var notes = new ImportNotes();

            XrayReader.Read(whole.AsSpan(0, length), XrayRun.File, _ => null, notes).ShouldBeNull();

            var note = notes.All.ShouldHaveSingleItem();
            note.Outcome.ShouldBe(ImportOutcome.Refused);
            (note.Place.Line > 0 || note.Message.StartsWith("the file is empty")).ShouldBeTrue($"{length}: {note}");
            note.ToString().ShouldNotContain('\n');
            Secret(note).ShouldBeNull();
        }
    }

    [Fact]
    public void Read_WithoutAnyOneLine_NeverThrows()
    {
        var lines = XraySamples.Large.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var run = new XrayRun(string.Join('\n', lines.Where((_, index) => index != i)));

            (run.Configuration is not null || run.Refusals.Count > 0).ShouldBeTrue(lines[i]);
            run.Notes.Select(Secret).OfType<string>().ShouldBeEmpty(lines[i]);
        }
    }

    [Fact]
    public void Read_EveryValueOfEveryOtherType_IsRefusedWithItsPlaceWhereItMatters()
    {
        var clean = new XrayRun(XraySamples.Large).Notes.ToLookup(note => note.Place.Path, note => note.Outcome);
        var count = Values(JsonNode.Parse(WithoutHashes, null, Options)!, "").Count();
        count.ShouldBeGreaterThan(150);
        JsonNode?[] replacements = [7.5, "text", true, new JsonObject(), new JsonArray(), new JsonArray(7.5), null];
        var judged = 0;
        for (var i = 0; i < count; i++)
        {
            foreach (var replacement in replacements)
            {
                var root = JsonNode.Parse(WithoutHashes, null, Options)!;
                var (path, value) = Values(root, "").ElementAt(i);
                Replace(ref root, value, replacement?.DeepClone());

                var run = new XrayRun(root.ToJsonString());

                run.Notes.Select(Secret).OfType<string>().ShouldBeEmpty(path);
                if (Matters(path, value, replacement, clean[path]))
                {
                    judged++;
                    run.Refusals.Any(note => note.Place.Line > 0 && (note.Place.Path == path || note.Place.Path.StartsWith(path + "[", StringComparison.Ordinal)))
                        .ShouldBeTrue($"{path}: {replacement}");
                }
            }
        }

        judged.ShouldBeGreaterThan(250);
    }

    [Fact]
    public void Read_AnyPieceReplaced_NeverThrows()
    {
        var whole = XraySamples.Large;
        string[] pieces = ["", "{", "}", "[", "]", ",", ":", "\"", "null", "1", "-", "true", "\"\"", "\\u0000", "\\ud800", "\0", "\n", "é", "//", "/*", "#"];
        Gen.Select(Gen.Int[0, whole.Length], Gen.Int[0, 40], Gen.Int[0, pieces.Length - 1].Select(i => pieces[i])).Sample(
            (at, length, piece) =>
            {
                var run = new XrayRun(whole[..at] + piece + whole[Math.Min(at + length, whole.Length)..]);

                (run.Configuration is not null || run.Refusals.Count > 0).ShouldBeTrue();
                run.Notes.Any(note => note.ToString().Contains('\n', StringComparison.Ordinal)).ShouldBeFalse();
            },
            iter: 1000,
            threads: 1);
    }

    [Fact]
    public void Read_Large_TellsOfEveryField()
    {
        var run = new XrayRun(XraySamples.Large);
        var told = run.Notes.Select(note => note.Place.Path).ToHashSet();

        // Sockeye's translation tells of this one.
        told.Add("outbounds[2].streamSettings.tlsSettings.allowInsecure");
        foreach (var (path, value) in Values(JsonNode.Parse(WithoutHashes, null, Options)!, ""))
        {
            if (value is JsonValue)
            {
                Ancestors(path).ShouldContain(part => told.Contains(part), path);
            }
        }

        run.Notes.ShouldAllBe(note => Secret(note) == null);
        run.Notes.ShouldAllBe(note => note.Place.File == XrayRun.File && note.Place.Line > 0 && note.Place.Column > 0);
    }

    private static string? Secret(ImportNote note) =>
        XraySamples.Secrets.FirstOrDefault(secret => note.ToString().Contains(secret, StringComparison.Ordinal));

    // Objects and lists have no note of their own: those count in which something was taken over.
    private static bool Matters(string path, JsonNode value, JsonNode? replacement, IEnumerable<ImportOutcome> told)
    {
        if (replacement is null || replacement.GetValueKind() is var kind && kind == value.GetValueKind()
            || kind is JsonValueKind.True && value.GetValueKind() is JsonValueKind.False
            || path.Length == 0)
        {
            return false;
        }

        var key = path[(path.LastIndexOf('.') + 1)..].Split('[')[0];
        if (value is JsonValue)
        {
            var isEither = Either.Contains(key) && (kind is JsonValueKind.Array && replacement.AsArray().Count == 0 || kind is JsonValueKind.String);
            return told.Any(outcome => outcome is ImportOutcome.Taken or ImportOutcome.Translated) && !isEither && !(key == "alpn" && path.EndsWith(']'));
        }

        return key is "inbounds" or "outbounds" or "routing" or "rules" or "policy" or "levels" && !path.StartsWith("routing.rules[", StringComparison.Ordinal)
            || path is "inbounds[0].settings" or "inbounds[0].settings.accounts" or "inbounds[0].settings.accounts[0]" or "inbounds[2].streamSettings"
                or "inbounds[2].streamSettings.tlsSettings" or "inbounds[2].streamSettings.tlsSettings.certificates" or "outbounds[2].settings"
                or "outbounds[2].settings.servers" or "outbounds[2].settings.servers[0]" or "outbounds[2].settings.servers[0].users" or "policy.levels.0";
    }

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOfAny(['.', '['], end - 1))
        {
            yield return path[..end];
        }
    }

    private static void Replace(ref JsonNode root, JsonNode value, JsonNode? replacement)
    {
        switch (value.Parent)
        {
            case JsonObject parent:
                parent[value.GetPropertyName()] = replacement;
                break;
            case JsonArray parent:
                parent[value.GetElementIndex()] = replacement;
                break;
            default:
                root = replacement ?? JsonNode.Parse("{}")!;
                break;
        }
    }

    private static IEnumerable<(string Path, JsonNode Value)> Values(JsonNode node, string path)
    {
        yield return (path, node);
        var children = node switch
        {
            JsonObject members => members.Select(member => (Path: path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value)),
            JsonArray items => items.Select((item, index) => (Path: $"{path}[{index}]", Value: item)),
            _ => [],
        };
        foreach (var (child, value) in children.Where(child => child.Value is not null))
        {
            foreach (var inner in Values(value!, child))
            {
                yield return inner;
            }
        }
    }
}
