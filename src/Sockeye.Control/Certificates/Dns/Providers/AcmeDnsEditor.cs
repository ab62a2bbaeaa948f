using System.Net;
using System.Text.Json;
using Sockeye.Acme;
using Sockeye.Control.Configuration;

namespace Sockeye.Control.Certificates.Dns.Providers;

/// <summary>
/// Records at an acme-dns server, to whose subdomain <c>_acme-challenge</c> is a CNAME. It keeps the last two values of a
/// subdomain, which is what a wildcard and its base domain need, so nothing is ever removed.
/// </summary>
internal sealed class AcmeDnsEditor(AcmeDnsOptions options) : IDnsRecordEditor
{
    private const string Prefix = "_acme-challenge.";

    public async Task AddTextAsync(string name, string value, CancellationToken cancellationToken)
    {
        var account = AccountFor(name);
        var body = JsonSerializer.SerializeToUtf8Bytes(new AcmeDnsUpdate(account.Subdomain, value), ProviderJson.Default.AcmeDnsUpdate);
        var request = new HttpRequestMessage(HttpMethod.Post, ProviderHttp.Below(options.Server, "update")) { Content = ProviderHttp.Json(body) };
        request.Headers.TryAddWithoutValidation("X-Api-User", account.UserName);
        request.Headers.TryAddWithoutValidation("X-Api-Key", account.Password);
        var (status, answer) = await ProviderHttp.SendAsync(request, cancellationToken);
        if (status != HttpStatusCode.OK)
        {
            throw new ChallengeException(
                status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    ? $"{options.Server} does not take the credentials for {account.FullDomain} (HTTP {(int)status}): they are wrong, or its \"allowfrom\" leaves this machine out; register anew if need be"
                    : $"{options.Server} refused the value for {account.FullDomain}: HTTP {(int)status}, {ProviderHttp.Excerpt(answer)}");
        }
    }

    public Task RemoveTextAsync(string name, string value, CancellationToken cancellationToken) => Task.CompletedTask;

    private AcmeDnsAccount AccountFor(string name)
    {
        var domain = name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name[Prefix.Length..] : name;
        return options.AccountFor(domain) ?? throw new ChallengeException(
            $"the acme-dns credentials have no entry for {domain}; register it at {options.Server} and add what that gives to the \"credentialsFile\"");
    }
}
