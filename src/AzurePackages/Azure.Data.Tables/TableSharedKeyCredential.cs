using System.Security.Cryptography;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>The account's name and one of its two keys.</summary>
public class TableSharedKeyCredential
{
    private readonly byte[] key;

    /// <param name="accountKey">In Base64, as the portal shows it.</param>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        AccountName = accountName;
        key = Convert.FromBase64String(accountKey);
    }

    public string AccountName { get; }

    internal string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
