using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sockeye.Acme.Wire;

/// <summary>One answer of the authority, read to its end.</summary>
/// <param name="From">Who answered.</param>
/// <param name="Purpose">What was asked for, as the object of a sentence: "the order for example.com".</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The media type without parameters, lower case, or null.</param>
/// <param name="Body">The content.</param>
/// <param name="Location">The header, or null.</param>
/// <param name="RetryAfter">The header as a time from now on, or null (RFC 9110 section 10.2.3).</param>
/// <param name="Nonce">The header Replay-Nonce where it is a valid one, or null (RFC 8555 section 6.5.1).</param>
/// <param name="Links">The header Link, unread.</param>
internal sealed record AuthorityAnswer(
    Authority From,
    string Purpose,
    HttpStatusCode Status,
    string? ContentType,
    byte[] Body,
    string? Location,
    TimeSpan? RetryAfter,
    string? Nonce,
    IReadOnlyList<string> Links)
{
    private bool IsJson => ContentType == "application/json" || (ContentType?.EndsWith("+json", StringComparison.Ordinal) ?? false);

    /// <summary>The authority's objection; null where the answer is none, or is not in ACME's form.</summary>
    public AcmeProblem? Problem => field ??= (int)Status >= 400 && IsJson ? ProblemAnswer.TryRead(Body) : null;

    /// <summary>Throws what an operator has to know, unless the request was done.</summary>
    public AuthorityAnswer EnsureDone()
    {
        if ((int)Status is >= 200 and < 300)
        {
            return this;
        }

        throw Problem is { } problem
            ? new AcmeException($"{From.Name} refused {Purpose}: {problem}", problem, RetryAfter)
            : new AcmeException($"{From.Name} answered {Purpose} with {Described()}, not in ACME's form{Hint()}", null, RetryAfter);
    }

    /// <summary>The content as an object.</summary>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        if (!IsJson)
        {
            throw From.Fault($"answered {Purpose} with {Described()} where JSON is due{Hint()}");
        }

        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw From.Fault($"answered {Purpose} with nothing");
        }
        catch (JsonException error)
        {
            var place = PrintableText.Of(error.Path) is { } path ? $" at {path}" : "";
            throw From.Fault($"answered {Purpose} with JSON that can't be read{place}", error);
        }
    }

    /// <summary>The content as text.</summary>
    public string ReadText(string contentType) => ContentType == contentType
        ? Encoding.UTF8.GetString(Body)
        : throw From.Fault($"answered {Purpose} with {Described()} where {contentType} is due{Hint()}");

    /// <summary>The addresses of one relation among the links (RFC 8288).</summary>
    public IReadOnlyList<Uri> LinksOf(string relation) => LinkHeader.Read(Links, relation, From);

    private string Described()
    {
        var content = Body.Length == 0 ? "no content" : PrintableText.Of(ContentType) ?? "content of no type";
        return $"{(int)Status} ({Status}) and {content}";
    }

    private string Hint() => Status switch
    {
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
            $": it points to {PrintableText.Of(Location) ?? "nowhere"}, name that as the directory if it is right",
        _ when ContentType == "text/html" => ": is the directory's address right, and is no web proxy in between?",
        _ => "",
    };
}
